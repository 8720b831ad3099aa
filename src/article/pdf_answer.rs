//! What the reader of PDF files answers, and why a file is refused; small, so that a page can know it without the reader.

use serde::{Deserialize, Serialize};

use super::Import;

/// The version of the answers. The reader names it in its first one, since page and reader may be from different builds.
pub const PDF_VERSION: u16 = 1;

/// What the reader of PDF files tells the page.
///
/// The page asks by one message, the file’s bytes as they are, once it has heard [`PdfAnswer::Started`]; it gets one
/// [`PdfAnswer::Read`]. A reader that ends without it has come upon a file that it cannot hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum PdfAnswer {
    /// The reader has started; its first message.
    Started {
        /// Its [`PDF_VERSION`]; one of another version is not to be asked.
        version: u16,
    },
    /// The article, or why there is none; the last message.
    Read(Result<Box<Import>, InvalidPdf>),
}

impl PdfAnswer {
    /// The answer as a message; empty only where memory fails, which is no answer.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        postcard::to_stdvec(self).unwrap_or_default()
    }

    /// The answer that a message holds, if it holds one.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        postcard::from_bytes(bytes).ok()
    }
}

/// Why bytes are no PDF that can be read as an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum InvalidPdf {
    /// They are something else.
    #[error("it is no PDF file, whatever its name says")]
    NoPdf,
    /// What leads to its pages is missing or broken.
    #[error("it is damaged or cut short: its pages cannot be found")]
    Damaged,
    /// It is locked.
    #[error("it is locked with a password")]
    Locked,
    /// Its pages unpack to more than any text does.
    #[error("it unpacks to far more than a text can be, as files do that are made to harm")]
    TooLarge,
    /// Its pages are pictures.
    #[error("its pages are pictures, as from a scanner: there is no text in it")]
    NoText,
    /// There is text whose letters cannot be told.
    #[error(
        "its fonts do not say which letters their signs are, so that its text can be seen but not read"
    )]
    NoLetters,
}

impl InvalidPdf {
    /// What a reader can do about it, in a sentence.
    #[must_use]
    pub fn advice(self) -> &'static str {
        match self {
            Self::NoPdf => "Look whether it is the right file.",
            Self::Damaged => {
                "Fetch it anew, or open it in a PDF reader, copy its words and paste them."
            }
            Self::Locked => {
                "Open it in a PDF reader with its password, save a copy without one, and bring that."
            }
            Self::TooLarge => {
                "If you trust it, open it in a PDF reader, copy its words and paste them."
            }
            Self::NoText | Self::NoLetters => {
                "Have a program for text recognition (OCR) add the text to it, and bring what that makes."
            }
        }
    }
}
