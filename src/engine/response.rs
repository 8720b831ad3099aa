//! What the engine answers.

use serde::{Deserialize, Serialize};

use super::{InvalidMessage, Job};
use crate::annotate::{Annotated, Warning};
use crate::article::Import;

/// What the worker tells the page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Response {
    /// The worker has started and hears requests; its first message.
    Started {
        /// The worker's [`VERSION`](super::VERSION) of the protocol; with one of another version nothing can be done.
        version: u16,
    },
    /// What the engine knows is loaded.
    Ready {
        /// Which data the weights were learned from, and under which licence; for people to read.
        notice: String,
        /// How many cards there are.
        cards: usize,
    },
    /// An order is taken up: the article as the engine reads it. All spans are of this document's text.
    Opened {
        /// Which order.
        job: Job,
        /// The article, what is known about it, and what was left out.
        import: Box<Import>,
    },
    /// How far an order is.
    Progress {
        /// Which order.
        job: Job,
        /// Paragraphs annotated.
        done: usize,
        /// Paragraphs in all.
        total: usize,
    },
    /// The annotations of the next few paragraphs, in reading order.
    Part {
        /// Which order.
        job: Job,
        /// What comes after all parts before; without warnings.
        annotated: Annotated,
    },
    /// An order is carried out: all parts were sent.
    Finished {
        /// Which order.
        job: Job,
        /// What is odd about the text.
        warnings: Vec<Warning>,
    },
    /// An order was cancelled; nothing more comes of it.
    Cancelled {
        /// Which order.
        job: Job,
    },
    /// Something did not work.
    Failed {
        /// The order of which nothing more comes; none if what the engine knows could not be loaded, or a message not be read.
        job: Option<Job>,
        /// What happened, what is safe and what to do; for people to read.
        message: String,
    },
}

impl Response {
    /// Of an order nothing more comes, for a reason that is for people to read.
    #[must_use]
    pub fn failed(job: Job, message: &str) -> Self {
        Self::Failed {
            job: Some(job),
            message: message.to_owned(),
        }
    }

    /// The order to which this is an answer.
    #[must_use]
    pub fn job(&self) -> Option<Job> {
        match *self {
            Self::Opened { job, .. }
            | Self::Progress { job, .. }
            | Self::Part { job, .. }
            | Self::Finished { job, .. }
            | Self::Cancelled { job } => Some(job),
            Self::Failed { job, .. } => job,
            Self::Started { .. } | Self::Ready { .. } => None,
        }
    }

    /// Whether it is the last one to its order.
    #[must_use]
    pub fn is_last(&self) -> bool {
        match self {
            Self::Finished { .. } | Self::Cancelled { .. } => true,
            Self::Failed { job, .. } => job.is_some(),
            Self::Started { .. }
            | Self::Ready { .. }
            | Self::Opened { .. }
            | Self::Progress { .. }
            | Self::Part { .. } => false,
        }
    }

    /// The answer as a message.
    ///
    /// # Errors
    ///
    /// Fails only where memory does.
    pub fn to_bytes(&self) -> Result<Vec<u8>, InvalidMessage> {
        postcard::to_stdvec(self).map_err(InvalidMessage)
    }

    /// The answer that a message holds.
    ///
    /// # Errors
    ///
    /// Fails on bytes that are none.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, InvalidMessage> {
        postcard::from_bytes(bytes).map_err(InvalidMessage)
    }
}
