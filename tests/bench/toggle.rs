//! What switching a layer costs, and how that grows with the number of marks.

use std::collections::BTreeMap;

use anyhow::{Context as _, Result};
use serde_json::{Value, json};

use crate::browser::{Browser, Driver};
use crate::report::Report;
use crate::statistics::{median, worst};

/// How often each layer is switched; even, so that it is on at the end as at the beginning.
const TOGGLES: usize = 24;
/// Time between two toggles, in milliseconds: enough for what the app puts off until the reader pauses, such
/// as the address, so that the counters of script, style and layout hold all of it.
const PAUSE: u32 = 300;
/// How many times the article's marks stand on the page.
const SCALES: [usize; 3] = [1, 4, 16];
/// A wide window, in which the notes stand in the margin.
const WINDOW: (u32, u32) = (1280, 900);
const FRAME_MILLISECONDS: f64 = 16.0;
/// What the script's cost may grow by before it counts as growing: the noise of such measures.
const NOISE: f64 = 1.25;

/// Waits for the app, repeats the article's sections without their ids, and tells the layers.
const PREPARE: &str = r#"
const [scale, done] = arguments;
const wait = () => {
  if (!document.querySelector('#sheet')) {
    if (performance.now() > 20000) return done({ error: "the app does not start" });
    return setTimeout(wait, 20);
  }
  const article = document.querySelector("article");
  const sections = [...article.children].filter((element) => element.matches("section"));
  for (let copy = 1; copy < scale; copy += 1) {
    for (const section of sections) {
      const clone = section.cloneNode(true);
      for (const element of [clone, ...clone.querySelectorAll("[id]")]) element.removeAttribute("id");
      article.append(clone);
    }
  }
  const layers = [...document.querySelectorAll("input[role=switch]")];
  // Two seconds, so that what the change itself costs is over.
  setTimeout(() => done({
    layers: layers.map((input) => [input.value, document.getElementById(input.getAttribute("aria-labelledby"))?.textContent ?? input.value]),
    marks: article.querySelectorAll("[data-stance], [data-kind][data-card], .loaded").length,
  }), 2000);
};
wait();
"#;

/// Switches one layer again and again; the module's documentation tells how its times are taken.
const TOGGLE: &str = r#"
const [layer, times, pause, done] = arguments;
const input = document.querySelector(`input[role=switch][value="${layer}"]`);
const root = document.documentElement;
const frames = [], clicks = [];
const channel = new MessageChannel();
let start = 0;
channel.port1.onmessage = () => {
  frames.push(performance.now() - start);
  if (root.dataset.layers.split(" ").includes(layer) !== input.checked) {
    return done({ error: `the switch of ${layer} does not work` });
  }
  if (frames.length < times) return setTimeout(toggle, pause);
  channel.port1.close();
  done({ frames, clicks });
};
const toggle = () => requestAnimationFrame(() => {
  const before = input.checked;
  const click = new MouseEvent("click", { bubbles: true, cancelable: true, view: window });
  start = performance.now();
  input.dispatchEvent(click);
  clicks.push(performance.now() - start);
  if (input.checked === before) return done({ error: `${layer} is not switched by a click` });
  channel.port2.postMessage(null);
});
toggle();
"#;

/// Adds a row for each layer, and rows on how the cost grows.
///
/// **Click to painted frame.** The click is dispatched at the beginning of a frame, in an animation
/// frame's callback, so that waiting for the screen's beat is not counted: that wait is a matter of
/// luck, between 0 and 16.7 ms. The same callback posts a message to itself, which is delivered in
/// the first task after that frame was styled, laid out and painted. From the click to the message
/// is thus all that the main thread does for the toggle; under 16 ms, no frame is dropped.
///
/// **Script, style, layout.** The time around the click's dispatch holds the app's script with every
/// style recalculation and layout that it forces. Chromium's own counters
/// (`Performance.getMetrics`, in time of the main thread) tell script apart from style and layout,
/// also where one is nested in the other.
pub(crate) fn report(driver: &Driver, address: &str, report: &mut Report) -> Result<()> {
    let mut costs = Vec::new();
    for scale in SCALES {
        eprintln!("Switching each layer {TOGGLES} times with the article's marks ×{scale}");
        let browser = driver.open(WINDOW)?;
        let (layers, cost) = measure(&browser, address, scale)?;
        if scale == 1 {
            for layer in &layers {
                report_layer(layer, report);
            }
        }
        costs.push(cost);
    }
    report_growth(&costs, report);
    Ok(())
}

/// The times of one layer's toggles, in milliseconds.
struct Layer {
    name: String,
    frames: Vec<f64>,
    clicks: Vec<f64>,
}

/// What a toggle costs at one scale, in milliseconds.
struct Cost {
    marks: u64,
    /// Median from click to painted frame.
    frame: f64,
    /// Median of the click's dispatch.
    click: f64,
    script: f64,
    style: f64,
    layout: f64,
}

fn measure(browser: &Browser<'_>, address: &str, scale: usize) -> Result<(Vec<Layer>, Cost)> {
    browser.go(address)?;
    let page = browser.run(PREPARE, &json!([scale]))?;
    let names: Vec<(String, String)> = serde_json::from_value(page["layers"].clone())
        .context("the page does not tell its layers")?;
    browser.chromium("Performance.enable", &json!({"timeDomain": "threadTicks"}))?;
    let before = counters(browser)?;
    let mut layers = Vec::new();
    for (key, name) in names {
        let times = browser.run(TOGGLE, &json!([key, TOGGLES, PAUSE]))?;
        layers.push(Layer {
            name,
            frames: numbers(&times["frames"])?,
            clicks: numbers(&times["clicks"])?,
        });
    }
    let after = counters(browser)?;
    let all = |times: fn(&Layer) -> &Vec<f64>| -> Vec<f64> {
        layers.iter().flat_map(times).copied().collect()
    };
    let frames = all(|layer| &layer.frames);
    let toggles = u32::try_from(frames.len()).map_or(f64::NAN, f64::from);
    let each = |name: &str| -> Result<f64> {
        let counter = |counters: &BTreeMap<String, f64>| counters.get(name).copied();
        let spent = counter(&after).zip(counter(&before));
        let (after, before) = spent.with_context(|| format!("Chromium does not count {name}"))?;
        Ok((after - before) * 1000.0 / toggles)
    };
    let cost = Cost {
        marks: page["marks"].as_u64().context("no count of marks")?,
        frame: median(&frames),
        click: median(&all(|layer| &layer.clicks)),
        script: each("ScriptDuration")?,
        style: each("RecalcStyleDuration")?,
        layout: each("LayoutDuration")?,
    };
    Ok((layers, cost))
}

/// Chromium's counters, in seconds.
fn counters(browser: &Browser<'_>) -> Result<BTreeMap<String, f64>> {
    let answer = browser.chromium("Performance.getMetrics", &json!({}))?;
    let metrics = answer["metrics"].as_array().context("no counters")?;
    let counter = |metric: &Value| {
        Some((
            metric["name"].as_str()?.to_owned(),
            metric["value"].as_f64()?,
        ))
    };
    Ok(metrics.iter().filter_map(counter).collect())
}

fn numbers(list: &Value) -> Result<Vec<f64>> {
    serde_json::from_value(list.clone()).context("the page tells no times")
}

fn report_layer(layer: &Layer, report: &mut Report) {
    let (usual, worst) = (median(&layer.frames), worst(&layer.frames));
    let click = median(&layer.clicks);
    report.rate(
        &format!(
            "Switching “{}”: click to painted frame, median and worst of {TOGGLES}",
            layer.name
        ),
        &format!("{usual:.1} ms and {worst:.1} ms (the app’s handlers {click:.1} ms)"),
        &format!("≤ {FRAME_MILLISECONDS} ms"),
        usual <= FRAME_MILLISECONDS && worst <= FRAME_MILLISECONDS,
    );
}

fn report_growth(costs: &[Cost], report: &mut Report) {
    let marks = list(costs, |cost| cost.marks.to_string());
    let scales = SCALES.map(|scale| format!("×{scale}")).join(", ");
    let told = |figure: fn(&Cost) -> f64| list(costs, |cost| format!("{:.2}", figure(cost)));
    let growth = |figure: fn(&Cost) -> f64| match (costs.first(), costs.last()) {
        (Some(first), Some(last)) => figure(last) / figure(first),
        _ => f64::NAN,
    };
    let ratio = growth(|cost| cost.script);
    report.rate(
        &format!("Script of a toggle, apart from style and layout, at {marks} marks ({scales})"),
        &format!("{} ms: ratio {ratio:.2}", told(|cost| cost.script)),
        &format!("ratio 1, within {NOISE}"),
        ratio <= NOISE,
    );
    for (what, figure) in [
        (
            "Style recalculation of a toggle",
            (|cost| cost.style) as fn(&Cost) -> f64,
        ),
        ("Layout of a toggle", |cost| cost.layout),
        (
            "Handlers of the click, with the style and layout they force",
            |cost| cost.click,
        ),
        ("Click to painted frame", |cost| cost.frame),
    ] {
        let told = format!("{} ms: ratio {:.2}", told(figure), growth(figure));
        report.tell(&format!("{what}, at {scales} marks"), &told);
    }
}

fn list(costs: &[Cost], told: impl Fn(&Cost) -> String) -> String {
    costs.iter().map(told).collect::<Vec<_>>().join(", ")
}
