//! What the engine is asked.

use serde::{Deserialize, Serialize};

use super::InvalidMessage;
use crate::article::Import;

/// The number by which an order and its answers belong together; whoever gives the orders counts them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Job(pub u32);

/// An article to be annotated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    /// Its number.
    pub job: Job,
    /// The article.
    pub source: Source,
}

/// What an article is read from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Source {
    /// Plain text.
    Text(String),
    /// Markdown.
    Markdown(String),
    /// A page of which the article is a part.
    Page {
        /// The page as HTML.
        html: String,
        /// Its address, by which relative links are resolved.
        address: Option<String>,
    },
    /// A piece of a page that is an article as a whole, as it is pasted.
    Fragment(String),
    /// A book in EPUB form, as a file's bytes.
    Book(Vec<u8>),
    /// An article that was read before.
    Article(Box<Import>),
}

/// What the page asks of the worker.
///
/// A worker hears nothing before it has said [`Response::Started`](super::Response::Started): until then requests are to be kept.
///
/// ```
/// use sidelight::engine::{Job, Order, Request, Source};
///
/// let order = Order { job: Job(1), source: Source::Text("It is cold, the mayor said.".to_owned()) };
/// let bytes = Request::Annotate(order.clone()).to_bytes()?;
/// assert_eq!(Request::from_bytes(&bytes)?, Request::Annotate(order));
/// # Ok::<_, sidelight::engine::InvalidMessage>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Request {
    /// Fetch what the engine knows; answered by `Ready` or by `Failed` without a job. To be sent once, before any order;
    /// after a failure it may be sent again.
    Load {
        /// The whole address of the weights.
        weights: String,
        /// The whole address of the card index.
        cards: String,
    },
    /// Annotate an article. Orders are carried out one after the other, and wait for `Load`.
    ///
    /// Each is answered by `Opened`, then by `Part` and `Progress` in turn, and at the end by exactly one of `Finished`, `Cancelled` and `Failed`.
    Annotate(Order),
    /// Leave an order be, whether it waits or is being carried out; one that is not known, or is done, is passed over.
    Cancel {
        /// Which.
        job: Job,
    },
}

impl Request {
    /// The request as a message.
    ///
    /// # Errors
    ///
    /// Fails only where memory does.
    pub fn to_bytes(&self) -> Result<Vec<u8>, InvalidMessage> {
        postcard::to_stdvec(self).map_err(InvalidMessage)
    }

    /// The request that a message holds.
    ///
    /// # Errors
    ///
    /// Fails on bytes that are none.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, InvalidMessage> {
        postcard::from_bytes(bytes).map_err(InvalidMessage)
    }
}
