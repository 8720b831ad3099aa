//! The page under test, with steps that read as sentences.

use std::fmt::Write as _;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use serde_json::{Value, json};

use crate::driver::{Session, reference};
use crate::engine::Engine;

/// How long a condition may take to come true.
const PATIENCE: Duration = Duration::from_secs(20);

/// Keys by the code points that `WebDriver` gives them.
pub(crate) const ENTER: &str = "\u{e007}";
pub(crate) const ESCAPE: &str = "\u{e00c}";
pub(crate) const TAB: &str = "\u{e004}";

/// A browser on the page.
pub(crate) struct Page {
    pub(crate) engine: Engine,
    pub(crate) session: Session,
    /// Where the page is served; ends with a slash.
    pub(crate) address: String,
}

impl Page {
    /// Opens an address without waiting for the app.
    pub(crate) fn visit(&self, path: &str) -> Result<()> {
        let url = format!("{}{path}", self.address);
        self.session.post("url", &json!({ "url": url }))?;
        Ok(())
    }

    /// Opens the page as on a first visit, and waits until the app has started.
    pub(crate) fn open(&self, path: &str) -> Result<()> {
        self.visit_first(path)?;
        self.wait_for_app()
    }

    /// Opens an address as on a first visit.
    pub(crate) fn visit_first(&self, path: &str) -> Result<()> {
        self.size(1440, 1000)?;
        self.visit("icon.svg")?;
        // A page that only differs in its fragment would not be loaded anew.
        self.run("try { localStorage.clear() } catch {}")?;
        self.visit(path)
    }

    pub(crate) fn wait_for_app(&self) -> Result<()> {
        self.until(
            "the app has started",
            "document.querySelector('#sheet') && document.readyState === 'complete' && !document.querySelector('.beyond :is(.card, .explanation, .mentioned, .graph):not([data-settled])')",
        )?;
        self.until("the fonts are there", "document.fonts.status === 'loaded'")?;
        // What fonts and late cards move has come to rest.
        pause(250);
        Ok(())
    }

    pub(crate) fn size(&self, width: u32, height: u32) -> Result<()> {
        self.session
            .post("window/rect", &json!({"width": width, "height": height}))?;
        Ok(())
    }

    /// The value of a script's `return`.
    pub(crate) fn run(&self, script: &str) -> Result<Value> {
        self.session
            .post("execute/sync", &json!({"script": script, "args": []}))
    }

    /// The value of an expression.
    pub(crate) fn value(&self, expression: &str) -> Result<Value> {
        self.run(&format!("return ({expression})"))
    }

    /// Where the page is and what it says, for who wants to know why a case failed.
    pub(crate) fn state(&self) -> String {
        let state = self.value("`${location.href} “${document.title}”, ${document.visibilityState}, ${Math.round(performance.now())} ms: ${document.body?.innerText.replace(/\\s+/g, ' ').slice(0, 1500)}`");
        state.map_or_else(
            |error| format!("{error:#}"),
            |state| state.as_str().unwrap_or_default().to_owned(),
        )
    }

    /// Waits until an expression is true.
    pub(crate) fn until(&self, what: &str, expression: &str) -> Result<()> {
        let start = Instant::now();
        loop {
            let value = self.value(&format!("Boolean({expression})"));
            if matches!(value, Ok(Value::Bool(true))) {
                return Ok(());
            }
            if start.elapsed() > PATIENCE {
                bail!("not so after {PATIENCE:?}: {what} [{expression}] ({value:?})");
            }
            thread::sleep(Duration::from_millis(40));
        }
    }

    /// Fails unless an expression gives the expected value at once.
    pub(crate) fn expect(&self, what: &str, expression: &str, expected: &Value) -> Result<()> {
        let found = self.value(expression)?;
        if found != *expected {
            bail!("{what}: expected {expected}, found {found} [{expression}]");
        }
        Ok(())
    }

    /// Fails with what a script returns, unless that is an empty list.
    pub(crate) fn expect_none(&self, what: &str, script: &str) -> Result<()> {
        let found = self.run(script)?;
        if found.as_array().is_none_or(|list| !list.is_empty()) {
            bail!("{what}: {found}");
        }
        Ok(())
    }

    pub(crate) fn click(&self, selector: &str) -> Result<()> {
        self.center(selector)?;
        let element = self.session.element(selector)?;
        self.session
            .post(&format!("element/{element}/click"), &json!({}))?;
        Ok(())
    }

    /// Brings an element to the middle of the window, where no bar covers it.
    pub(crate) fn center(&self, selector: &str) -> Result<()> {
        let quoted = json!(selector);
        self.run(&format!("document.querySelector({quoted}).scrollIntoView({{block: 'center', behavior: 'instant'}})"))?;
        Ok(())
    }

    /// Moves the mouse onto an element, in two steps as a hand would.
    pub(crate) fn hover(&self, selector: &str) -> Result<()> {
        self.center(selector)?;
        self.point_at(selector)
    }

    /// The same without scrolling.
    pub(crate) fn point_at(&self, selector: &str) -> Result<()> {
        let rect = self.value(&format!(
            "(r => [r.left + r.width / 2, r.top + r.height / 2])(document.querySelector({}).getClientRects()[0])",
            json!(selector)
        ))?;
        let (x, y) = (
            rect[0].as_f64().unwrap_or_default().floor(),
            rect[1].as_f64().unwrap_or_default().floor(),
        );
        self.move_mouse(x, y)
    }

    pub(crate) fn move_mouse(&self, x: f64, y: f64) -> Result<()> {
        let step = |x: f64| json!({"type": "pointerMove", "duration": 30, "origin": "viewport", "x": x, "y": y});
        self.act("mouse", &[step(x - 2.0), step(x)])
    }

    /// Taps an element with a finger.
    pub(crate) fn tap(&self, selector: &str) -> Result<()> {
        self.center(selector)?;
        let element = self.session.element(selector)?;
        let steps = [
            json!({"type": "pointerMove", "duration": 0, "origin": reference(&element), "x": 0, "y": 0}),
            json!({"type": "pointerDown", "button": 0}),
            json!({"type": "pause", "duration": 40}),
            json!({"type": "pointerUp", "button": 0}),
        ];
        self.act("touch", &steps)
    }

    fn act(&self, pointer: &str, steps: &[Value]) -> Result<()> {
        let source = json!({"type": "pointer", "id": pointer, "parameters": {"pointerType": pointer}, "actions": steps});
        self.session
            .post("actions", &json!({ "actions": [source] }))?;
        Ok(())
    }

    /// Presses and releases a key, wherever the keyboard is.
    pub(crate) fn press(&self, key: &str) -> Result<()> {
        self.keys(&[("keyDown", key), ("keyUp", key)])
    }

    pub(crate) fn keys(&self, steps: &[(&str, &str)]) -> Result<()> {
        let steps: Vec<_> = steps
            .iter()
            .map(|(step, key)| json!({"type": step, "value": key}))
            .collect();
        let source = json!({"type": "key", "id": "keyboard", "actions": steps});
        self.session
            .post("actions", &json!({ "actions": [source] }))?;
        Ok(())
    }

    pub(crate) fn type_into(&self, selector: &str, text: &str) -> Result<()> {
        let element = self.session.element(selector)?;
        self.session.post(
            &format!("element/{element}/value"),
            &json!({ "text": text }),
        )?;
        Ok(())
    }

    /// Says something in the output.
    pub(crate) fn remark(&self, what: &str) {
        println!("{}: {what}", self.engine);
    }

    /// Says in the output what an engine's driver cannot do.
    pub(crate) fn skip(&self, what: &str) {
        self.remark(&format!("not tested here: {what}"));
    }

    /// Runs axe-core with all its rules; the violations, each with the elements.
    ///
    /// What is still fading in has not its colours yet: transitions are waited for.
    pub(crate) fn violations(&self, state: &str) -> Result<Vec<String>> {
        let axe = crate::engine::variable("SIDELIGHT_AXE")?;
        let source = std::fs::read_to_string(axe)?;
        self.run(&format!(
            "if (!window.axe) {{ {source}\n; window.axe = window.axe || axe; }}"
        ))?;
        let report = self.session.post(
            "execute/async",
            &json!({"args": [], "script": "const done = arguments[arguments.length - 1];
                const settled = () => Promise.allSettled(document.getAnimations().map((animation) => animation.finished));
                settled().then(() => axe.run(document, {resultTypes: ['violations']})).then(
                    (result) => done(result.violations.map((violation) => [violation.id, violation.nodes.slice(0, 4).map((node) => node.target.join(' ') + ' ' + (node.any[0]?.message ?? ''))])),
                    (error) => done([['axe failed', [String(error)]]]))"}),
        )?;
        let mut found = Vec::new();
        for violation in report.as_array().into_iter().flatten() {
            let mut line = format!("axe, {state}: {}", violation[0]);
            let _ = write!(line, " at {}", violation[1]);
            found.push(line);
        }
        Ok(found)
    }
}

/// Lets time pass, where the delay itself is what is tested.
pub(crate) fn pause(milliseconds: u64) {
    thread::sleep(Duration::from_millis(milliseconds));
}
