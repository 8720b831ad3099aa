//! How much a file may unpack to: streams are weighed before anything of them is kept, whatever they claim.

use std::io::Read as _;

use flate2::read::ZlibDecoder;
use hayro_syntax::Filter;
use hayro_syntax::object::{Dict, Stream};

/// How many bytes are unpacked in all: far more than the pages and fonts of long books.
const MOST_IN_ALL: u64 = 256 << 20;
/// Streams of old compressions, whose size cannot be told beforehand, are read up to this size, which is at most 160 MB unpacked.
const MOST_OLD: usize = 64 << 10;
/// Longer chains of compressions are made to harm.
const MOST_FILTERS: usize = 3;
/// How far behind its name the data of a stream of objects begin.
const NEAR: usize = 4096;

/// What may still be unpacked.
#[derive(Debug)]
pub(super) struct Allowance {
    left: u64,
    /// Whether something was refused.
    pub(super) exceeded: bool,
}

impl Allowance {
    pub(super) fn new() -> Self {
        Self {
            left: MOST_IN_ALL,
            exceeded: false,
        }
    }

    /// The stream’s data; nothing if they are broken or too many.
    pub(super) fn unpack(&mut self, stream: &Stream<'_>) -> Option<Vec<u8>> {
        self.admits(stream).then_some(())?;
        let data = stream.decoded_data().ok()?;
        // Of old compressions the size is known only now.
        self.left = self.left.saturating_sub(data.len() as u64);
        Some(data.into_owned())
    }

    /// Whether a stream that a font needs may be unpacked; one that is not there may.
    pub(super) fn admits_in(&mut self, dict: &Dict<'_>, key: &[u8]) -> bool {
        dict.get::<Stream<'_>>(key)
            .is_none_or(|stream| self.admits(&stream))
    }

    /// Takes a stream’s size off what is left, if it fits.
    fn admits(&mut self, stream: &Stream<'_>) -> bool {
        let size = size(stream, self.left);
        if let Some(size) = size.filter(|size| *size <= self.left) {
            self.left -= size;
            return true;
        }
        self.exceeded = true;
        false
    }
}

/// How many bytes a stream unpacks to, or a little more than `most`; none if that cannot be told.
fn size(stream: &Stream<'_>, most: u64) -> Option<u64> {
    let filters = stream.filters();
    if filters.len() > MOST_FILTERS {
        return None;
    }
    let raw = stream.raw_data();
    let mut data: Vec<u8>;
    let mut rest: &[u8] = &raw;
    let mut filters = filters.iter().peekable();
    while let Some(filter) = filters.next() {
        match filter {
            Filter::AsciiHexDecode | Filter::Crypt => {}
            Filter::Ascii85Decode => {
                data = from_ascii_85(rest);
                rest = &data;
            }
            // Pictures are never unpacked.
            Filter::CcittFaxDecode
            | Filter::Jbig2Decode
            | Filter::DctDecode
            | Filter::JpxDecode => {
                return Some(0);
            }
            Filter::FlateDecode if filters.peek().is_none() => return Some(inflated(rest, most)),
            Filter::LzwDecode | Filter::RunLengthDecode
                if filters.peek().is_none() && rest.len() <= MOST_OLD =>
            {
                return Some(rest.len() as u64);
            }
            _ => return None,
        }
    }
    Some(rest.len() as u64)
}

/// How many bytes a compressed beginning of `data` unpacks to, or a little more than `most`; nothing of them is kept.
fn inflated(data: &[u8], most: u64) -> u64 {
    let mut decoder = ZlibDecoder::new(data);
    let mut piece = [0; 16 << 10];
    let mut size = 0;
    while size <= most {
        match decoder.read(&mut piece) {
            Ok(read) if read > 0 => size += read as u64,
            // What follows an error is guessed by the reader, and can be no more than what is there.
            _ => return size + (data.len() as u64).min(most) / 8,
        }
    }
    size
}

/// Bytes written as five signs for each four (ISO 32000-2, 7.4.3).
fn from_ascii_85(signs: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(signs.len() / 5 * 4);
    let mut group = [84_u8; 5];
    let mut length = 0;
    for sign in signs {
        match sign {
            b'z' if length == 0 => bytes.extend([0; 4]),
            b'!'..=b'u' => {
                group[length] = sign - b'!';
                length += 1;
                if length == 5 {
                    bytes.extend(word(group));
                    length = 0;
                    group = [84; 5];
                }
            }
            b'~' => break,
            _ => {}
        }
    }
    if length > 1 {
        bytes.extend(&word(group)[..length - 1]);
    }
    bytes
}

fn word(group: [u8; 5]) -> [u8; 4] {
    let value = group.iter().fold(0_u32, |value, digit| {
        value.wrapping_mul(85).wrapping_add(u32::from(*digit))
    });
    value.to_be_bytes()
}

/// Whether the streams that hold a file’s objects and their places unpack to no more than a text’s do.
///
/// They are unpacked as soon as the file is opened, so that they are looked for before, as bytes. What is encrypted cannot be weighed so.
pub(super) fn objects_fit(bytes: &[u8]) -> bool {
    let mut left = MOST_IN_ALL;
    for name in [&b"/ObjStm"[..], b"/XRef"] {
        let mut from = 0;
        while let Some(found) = find(&bytes[from..], name) {
            from += found + name.len();
            let near = &bytes[from..bytes.len().min(from + NEAR)];
            let Some(stream) = find(near, b"stream") else {
                continue;
            };
            let data = &bytes[from + stream + b"stream".len()..];
            let data = data.strip_prefix(b"\r").unwrap_or(data);
            let data = data.strip_prefix(b"\n").unwrap_or(data);
            let size = inflated(data, left);
            if size > left {
                return false;
            }
            left -= size;
        }
    }
    true
}

/// Where `needle` begins in `bytes`.
pub(super) fn find(bytes: &[u8], needle: &[u8]) -> Option<usize> {
    let first = *needle.first()?;
    let mut from = 0;
    while let Some(found) = bytes.get(from..)?.iter().position(|byte| *byte == first) {
        if bytes[from + found..].starts_with(needle) {
            return Some(from + found);
        }
        from += found + 1;
    }
    None
}
