//! Links: where on a page they are, and where they lead. Of all that an annotation can do only this is read.

use hayro_syntax::object::{Array, Dict, Name, String as Bytes};

use super::matrix::Matrix;
use super::strings::text_of;

/// How many links of a page are read.
const MOST: usize = 2000;
/// Longer addresses lead nowhere.
const LONGEST: usize = 2000;

/// A place on a page that is a link.
#[derive(Debug)]
pub(super) struct Area {
    left: f64,
    top: f64,
    right: f64,
    bottom: f64,
    /// The number of its address.
    pub(super) link: u32,
}

impl Area {
    pub(super) fn contains(&self, (x, y): (f64, f64)) -> bool {
        (self.left..=self.right).contains(&x) && (self.top..=self.bottom).contains(&y)
    }
}

/// The links of a page; their addresses are added to `addresses`.
pub(super) fn areas(page: &Dict<'_>, place: Matrix, addresses: &mut Vec<String>) -> Vec<Area> {
    let Some(annotations) = page.get::<Array<'_>>(b"Annots") else {
        return Vec::new();
    };
    let mut areas = Vec::new();
    for annotation in annotations.iter::<Dict<'_>>().take(MOST) {
        if let (Some(address), Some([x0, y0, x1, y1])) =
            (address(&annotation), annotation.get::<[f64; 4]>(b"Rect"))
        {
            let (one, other) = (place.apply(x0, y0), place.apply(x1, y1));
            // Stretches of one link over several lines share its number.
            let link = match addresses.last() {
                Some(last) if *last == address => addresses.len() - 1,
                _ => {
                    addresses.push(address);
                    addresses.len() - 1
                }
            };
            areas.push(Area {
                left: one.0.min(other.0),
                top: one.1.min(other.1),
                right: one.0.max(other.0),
                bottom: one.1.max(other.1),
                link: u32::try_from(link).unwrap_or(u32::MAX),
            });
        }
    }
    areas
}

/// Where a link leads, if that is a page or a mailbox.
fn address(annotation: &Dict<'_>) -> Option<String> {
    let subtype = annotation.get::<Name<'_>>(b"Subtype")?;
    let action = annotation.get::<Dict<'_>>(b"A")?;
    let kind = action.get::<Name<'_>>(b"S")?;
    if subtype.as_ref() != b"Link" || kind.as_ref() != b"URI" {
        return None;
    }
    let address = text_of(&action.get::<Bytes<'_>>(b"URI")?);
    let address = address.trim();
    let is_plain = address.len() <= LONGEST
        && !address.contains(|letter: char| letter.is_control() || letter.is_whitespace());
    let lower = address.get(..8).unwrap_or(address).to_lowercase();
    let leads = ["https://", "http://", "mailto:"]
        .iter()
        .any(|scheme| lower.starts_with(scheme));
    (is_plain && leads).then(|| {
        let colon = address.find(':').unwrap_or_default();
        address[..colon].to_lowercase() + &address[colon..]
    })
}
