//! What a page takes of the machine's memory, as the system counts it.

use std::collections::BTreeMap;
use std::fs;

/// The memory in bytes of the largest process that renders a page below a process, its shared parts by share; none where the
/// system does not tell.
///
/// A page and its workers live in one such process; the browser's other processes are the same for every page.
pub(crate) fn of_page(driver: u32) -> Option<u64> {
    let parents: BTreeMap<u32, u32> = fs::read_dir("/proc")
        .ok()?
        .filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok())
        .filter_map(|process| Some((process, parent(process)?)))
        .collect();
    let is_below = |process: u32| {
        let mut at = process;
        while at != driver {
            match parents.get(&at) {
                Some(parent) if *parent != at => at = *parent,
                _ => return false,
            }
        }
        true
    };
    let renderers = parents.keys().filter(|process| is_below(**process));
    renderers
        .filter(|process| {
            let line = fs::read(format!("/proc/{process}/cmdline")).unwrap_or_default();
            String::from_utf8_lossy(&line).contains("--type=renderer")
        })
        .filter_map(|process| proportional(*process))
        .max()
}

/// The parent of a process.
fn parent(process: u32) -> Option<u32> {
    let text = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    // The name stands in brackets and may hold anything.
    let (_, after) = text.rsplit_once(") ")?;
    after.split(' ').nth(1)?.parse().ok()
}

fn proportional(process: u32) -> Option<u64> {
    let text = fs::read_to_string(format!("/proc/{process}/smaps_rollup")).ok()?;
    let line = text.lines().find(|line| line.starts_with("Pss:"))?;
    let kilobytes: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kilobytes * 1024)
}
