//! Lighthouse's scores, for a desktop and for a phone, and what keeps them below 100.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, bail};
use serde_json::Value;

use crate::browser;
use crate::report::Report;
use crate::statistics::median;

const RUNS: usize = 3;
const CATEGORIES: [(&str, &str); 4] = [
    ("performance", "performance"),
    ("accessibility", "accessibility"),
    ("best-practices", "best practices"),
    ("seo", "SEO"),
];

/// Adds a row for each kind of device, and tells on standard error what is not perfect.
pub(crate) fn report(
    program: &Path,
    chromium: &Path,
    address: &str,
    folder: &Path,
    report: &mut Report,
) -> Result<()> {
    for device in ["desktop", "mobile"] {
        eprintln!("Running Lighthouse {RUNS} times as a {device} device");
        let mut runs = Vec::new();
        for run in 1..=RUNS {
            let file = folder.join(format!("lighthouse-{device}-{run}.json"));
            runs.push(
                rate(program, chromium, address, device, &file)
                    .with_context(|| format!("Lighthouse, {device}, run {run}"))?,
            );
        }
        let power = runs
            .iter()
            .map(|run| run["environment"]["benchmarkIndex"].to_string());
        let power: Vec<_> = power.collect();
        eprintln!(
            "  (Lighthouse's index of the machine's power: {})",
            power.join(", ")
        );
        let mut scores = Vec::new();
        for (key, _) in CATEGORIES {
            let of_runs: Result<Vec<f64>> = runs.iter().map(|run| score(run, key)).collect();
            let of_runs = of_runs?;
            eprintln!("  {key}: {of_runs:?}");
            scores.push(median(&of_runs));
        }
        for fault in runs.iter().flat_map(faults).collect::<BTreeSet<_>>() {
            eprintln!("  below 100: {fault}");
        }
        let names = CATEGORIES.map(|(_, name)| name).join(", ");
        let told: Vec<_> = scores.iter().map(|score| format!("{score:.0}")).collect();
        report.rate(
            &format!("Lighthouse, {device}: {names}; median of {RUNS}"),
            &told.join(", "),
            "100 each",
            scores.iter().all(|score| *score >= 100.0),
        );
    }
    Ok(())
}

/// Runs Lighthouse once and reads its report.
fn rate(
    program: &Path,
    chromium: &Path,
    address: &str,
    device: &str,
    file: &Path,
) -> Result<Value> {
    let categories = CATEGORIES.map(|(key, _)| key).join(",");
    let mut command = Command::new("node");
    command
        .arg(program)
        .arg(address)
        .arg(format!("--only-categories={categories}"))
        .arg(format!("--chrome-flags={}", browser::flags().join(" ")))
        .args(["--output=json", "--quiet", "--no-enable-error-reporting"])
        .arg("--output-path")
        .arg(file)
        .env("CHROME_PATH", chromium)
        .stdin(Stdio::null())
        // Standard output is for the table alone.
        .stdout(Stdio::null());
    // A phone is what it rates without being asked.
    if device != "mobile" {
        command.arg(format!("--preset={device}"));
    }
    let status = command.status().context("node cannot be started")?;
    if !status.success() {
        bail!("it failed with {status}");
    }
    let text = fs::read_to_string(file).context("it wrote no report")?;
    let result: Value = serde_json::from_str(&text).context("its report is no JSON")?;
    if let Some(error) = result["runtimeError"]["message"].as_str() {
        bail!("{error}");
    }
    Ok(result)
}

/// A category's score from 0 to 100.
fn score(result: &Value, category: &str) -> Result<f64> {
    let score = result["categories"][category]["score"].as_f64();
    let score = score.with_context(|| format!("no score for {category}"))?;
    Ok((score * 100.0).round())
}

/// Every audit that counts and is not perfect, with the elements it names.
fn faults(result: &Value) -> Vec<String> {
    let mut faults = Vec::new();
    for (category, _) in CATEGORIES {
        let references = result["categories"][category]["auditRefs"].as_array();
        for reference in references.into_iter().flatten() {
            let id = reference["id"].as_str().unwrap_or_default();
            let audit = &result["audits"][id];
            let counts = reference["weight"]
                .as_f64()
                .is_some_and(|weight| weight > 0.0);
            let is_short = audit["score"].as_f64().is_some_and(|score| score < 1.0);
            if counts && is_short {
                // Times differ between runs; one line for each audit is enough.
                let value = match audit["displayValue"].as_str() {
                    Some(value) if category != "performance" => format!(" ({value})"),
                    _ => String::new(),
                };
                faults.push(format!("{category}: {id}{value}{}", elements(audit)));
            }
        }
    }
    faults
}

/// The elements or messages that an audit's table lists, at most five.
fn elements(audit: &Value) -> String {
    let items = audit["details"]["items"].as_array();
    let told = |item: &Value| {
        let element = item["node"]["snippet"].as_str();
        let message = item["description"].as_str();
        element.or(message).map(|text| format!("\n    {text}"))
    };
    items
        .into_iter()
        .flatten()
        .filter_map(told)
        .take(5)
        .collect()
}
