//! The engine as somebody one sends orders to: what it is asked, what it answers, and how it works through its orders.
//!
//! The page and the worker share the two enums; they travel as bytes ([`postcard`]). What is done natively is done
//! the same in the browser: the worker's own part (`worker`) only fetches files and carries messages.

#[cfg(feature = "import")]
mod desk;
mod knowledge;
mod open_orders;
mod request;
mod response;

#[cfg(feature = "import")]
pub use desk::{Desk, carry_out, read};
pub use knowledge::{InvalidKnowledge, Knowledge};
pub use open_orders::OpenOrders;
pub use request::{Job, Order, Request, Source};
pub use response::Response;

/// The version of the protocol. The worker names it in its first message, since page and worker may be from different
/// builds where a browser keeps one of them longer than the other.
pub const VERSION: u16 = 3;

/// Bytes that are no message of this protocol.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "a message between page and engine cannot be read ({0}): they are of different versions. Your text is untouched; reload the page and try again."
)]
pub struct InvalidMessage(postcard::Error);
