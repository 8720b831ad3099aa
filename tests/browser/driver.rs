//! `WebDriver` (W3C Recommendation) as plain commands, so that engines' own ones are a line each.

use std::time::Duration;

use anyhow::{Context as _, Result, anyhow, bail};
use serde_json::{Value, json};
use ureq::Agent;

/// The key under which `WebDriver` names an element.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// An open browser; dropping it closes it.
pub(crate) struct Session {
    agent: Agent,
    address: String,
}

impl Drop for Session {
    fn drop(&mut self) {
        // The driver's process is ended anyway.
        let _ = self.agent.delete(&self.address).call();
    }
}

impl Session {
    pub(crate) fn open(port: u16, capabilities: &Value) -> Result<Self> {
        let agent: Agent = Agent::config_builder()
            .timeout_global(Some(Duration::from_secs(90)))
            .http_status_as_error(false)
            .build()
            .into();
        let address = format!("http://127.0.0.1:{port}/session");
        let opened = answer(
            agent.post(&address).send_json(capabilities),
            "a new session",
        )?;
        let id = opened["sessionId"]
            .as_str()
            .context("the browser gave no session")?;
        let address = format!("{address}/{id}");
        Ok(Self { agent, address })
    }

    /// A command with a body.
    pub(crate) fn post(&self, command: &str, body: &Value) -> Result<Value> {
        let address = format!("{}/{command}", self.address);
        answer(self.agent.post(&address).send_json(body), command)
    }

    /// A command that asks.
    pub(crate) fn get(&self, command: &str) -> Result<Value> {
        let address = format!("{}/{command}", self.address);
        answer(self.agent.get(&address).call(), command)
    }

    /// A command that ends something.
    pub(crate) fn delete(&self, command: &str) -> Result<Value> {
        let address = format!("{}/{command}", self.address);
        answer(self.agent.delete(&address).call(), command)
    }

    /// The id of the first element that matches.
    pub(crate) fn element(&self, selector: &str) -> Result<String> {
        let found = self
            .post(
                "element",
                &json!({"using": "css selector", "value": selector}),
            )
            .with_context(|| format!("no element is {selector}"))?;
        let id = found[ELEMENT]
            .as_str()
            .ok_or_else(|| anyhow!("{selector}: {found}"))?;
        Ok(id.to_owned())
    }

    /// A command of Chromium's own protocol.
    pub(crate) fn devtools(&self, command: &str, parameters: &Value) -> Result<Value> {
        self.post(
            "goog/cdp/execute",
            &json!({"cmd": command, "params": parameters}),
        )
    }
}

/// How `WebDriver` writes an element in a command.
pub(crate) fn reference(id: &str) -> Value {
    json!({ELEMENT: id})
}

fn answer(
    sent: Result<ureq::http::Response<ureq::Body>, ureq::Error>,
    command: &str,
) -> Result<Value> {
    let mut response = sent.with_context(|| format!("the driver does not answer {command}"))?;
    let mut body: Value = response
        .body_mut()
        .with_config()
        .limit(64 * 1024 * 1024)
        .read_json()
        .with_context(|| format!("the driver answers {command} with no JSON"))?;
    let value = body["value"].take();
    if response.status().is_success() {
        return Ok(value);
    }
    bail!(
        "{command}: {}: {}",
        value["error"].as_str().unwrap_or("error"),
        value["message"].as_str().unwrap_or_default()
    )
}
