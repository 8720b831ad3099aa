//! Debian's package manager, for browsers and drivers: the one part of the set-up that needs root.

use std::ffi::OsStr;

use anyhow::{Result, anyhow};

use crate::command::{Step, output_of};
use crate::tool::{Remedy, install as run_steps, on_path};

/// Whether this system has apt at all.
pub(crate) fn is_here() -> bool {
    on_path("apt-get").is_some()
}

/// Installs Debian packages, or explains what to type where root cannot be had.
pub(crate) fn install(tool: &str, needed: &str, duration: &str, packages: &[&str]) -> Result<()> {
    let packages = packages.join(" ");
    let remedy = Remedy {
        tool,
        needed,
        by_hand: format!("sudo apt-get update && sudo apt-get install --yes {packages}"),
    };
    let Some(root) = way_to_root() else {
        let cause = anyhow!("this user is not root, and sudo asks for a password or is missing");
        return Err(remedy.error(&cause));
    };
    // A fresh machine or container has no package lists, or old ones that name files long gone.
    let update = Step::new(&format!("{root}apt-get update --quiet"));
    let install = Step::new(&format!(
        "{root}env DEBIAN_FRONTEND=noninteractive apt-get install --yes --quiet \
         --no-install-recommends {packages}"
    ));
    run_steps(&remedy, duration, &[update, install])
}

/// What to put before a command so that root runs it, if there is a way without a password.
fn way_to_root() -> Option<&'static str> {
    if output_of(OsStr::new("id"), &["-u"]).is_some_and(|user| user == "0") {
        return Some("");
    }
    output_of(OsStr::new("sudo"), &["-n", "true"]).map(|_| "sudo -n ")
}
