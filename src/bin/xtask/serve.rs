//! `cargo xtask serve`: the page on this machine, built only when something changed.

use std::net::{Ipv6Addr, TcpListener};
use std::path::Path;

use anyhow::{Context as _, Result};

use crate::{build, server, setup};

const FIRST_PORT: u16 = 8080;
const TRIES: u16 = 100;

/// `cargo xtask serve`; returns only on a failure.
pub(crate) fn command(root: &Path, port: Option<u16>) -> Result<()> {
    let toolbox = setup::for_build(root)?;
    let dist = root.join("dist");
    if !build::is_fresh(root)? {
        eprintln!("Building the page (about 2 minutes the first time, then faster).");
        build::page(root, &toolbox, "/", &dist)?;
    }
    let listener = listen(port.unwrap_or(FIRST_PORT))?;
    let site = server::serve(&dist, "/", listener)?;
    println!("Sidelight is at {} (Ctrl+C ends it)", site.url());
    loop {
        std::thread::park();
    }
}

/// The first free port from `first` on.
fn listen(first: u16) -> Result<TcpListener> {
    (first..=first.saturating_add(TRIES))
        .filter(|&port| !taken_on_ipv6(port))
        .find_map(|port| TcpListener::bind(("127.0.0.1", port)).ok())
        .with_context(|| format!("no port from {first} on is free; choose one with --port"))
}

/// Whether another program listens where browsers look first for `localhost`.
fn taken_on_ipv6(port: u16) -> bool {
    TcpListener::bind((Ipv6Addr::LOCALHOST, port))
        .is_err_and(|error| error.kind() == std::io::ErrorKind::AddrInUse)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_port_gives_way_to_the_next_free_one() {
        let taken = TcpListener::bind("127.0.0.1:0").expect("any port");
        let port = taken.local_addr().expect("bound").port();
        let next = listen(port).expect("a later one is free");
        assert!(next.local_addr().expect("bound").port() > port);
    }
}
