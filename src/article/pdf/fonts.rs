//! Fonts: which letters a text’s codes stand for, and how wide they are.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use hayro_cmap::BfString;
use hayro_font::{CMapResolverFn, Font, FontCache, FontData, FontResolverFn};
use hayro_syntax::object::{Array, Dict, Name, Object};

use super::unpack::Allowance;

/// More numbers than a font can have signs: what claims more is made to harm.
const MOST_SIGNS: f64 = 65_536.0;

/// The smallest font program, with one empty sign, in the place of programs that a file does not bring: of those only what their
/// dictionaries say counts here, never their shapes.
const STAND_IN: &[u8] = b"%!PS-AdobeFont-1.0: None\n/FontName /None def\n/FontMatrix [0.001 0 0 0.001 0 0] def\ncurrentfile eexec\n";
const STAND_IN_SIGNS: &[u8] =
    b"0000/lenIV -1 def\n/CharStrings 1 dict dup begin\n/.notdef 1 RD \x0e ND\nend\n";

/// The stand-in, whose second part is veiled as such programs are (Adobe Type 1 Font Format, 7.1).
fn stand_in() -> Vec<u8> {
    let mut key = 55_665_u16;
    let veiled = STAND_IN_SIGNS.iter().map(|byte| {
        let veiled = byte ^ key.to_be_bytes()[0];
        key = u16::from(veiled)
            .wrapping_add(key)
            .wrapping_mul(52_845)
            .wrapping_add(22_719);
        veiled
    });
    STAND_IN.iter().copied().chain(veiled).collect()
}

/// A font as a text is read by it.
pub(super) struct Face<'a> {
    font: Font<'a>,
    pub(super) is_bold: bool,
    /// How tall its letters are for one unit of its size: one, but for fonts that are drawings with a measure of their own.
    pub(super) scale: f64,
    known: RefCell<BTreeMap<u32, Sign>>,
}

/// What a code stands for.
#[derive(Debug, Clone)]
pub(super) struct Sign {
    /// Its letters; none where the font does not say.
    pub(super) text: Option<Rc<str>>,
    /// How far the next sign stands, for one unit of the font’s size.
    pub(super) advance: (f64, f64),
}

impl Face<'_> {
    /// The code at a place of a text, and how many bytes it has, at least one.
    pub(super) fn code(&self, bytes: &[u8], at: usize) -> (u32, usize) {
        let (code, length) = self.font.read_code(bytes, at);
        (code, length.max(1))
    }

    pub(super) fn sign(&self, code: u32) -> Sign {
        if let Some(sign) = self.known.borrow().get(&code) {
            return sign.clone();
        }
        let sign = self.look_up(code);
        self.known.borrow_mut().insert(code, sign.clone());
        sign
    }

    fn look_up(&self, code: u32) -> Sign {
        use hayro_font::FontGlyph;
        let text = match self.font.glyph(self.font.map_code(code), code) {
            FontGlyph::Outline(glyph) => glyph.as_unicode(),
            FontGlyph::Type3(glyph) => glyph.as_unicode(),
        };
        let text = text.and_then(|text| match text {
            BfString::Char(letter) => readable(letter.encode_utf8(&mut [0; 4])),
            BfString::String(letters) => readable(&letters),
        });
        let advance = self.font.code_advance(code);
        let unit = |number: f64| {
            if number.is_finite() {
                number / 1000.0
            } else {
                0.0
            }
        };
        Sign {
            text,
            advance: (unit(advance.x), unit(advance.y)),
        }
    }
}

/// Letters as they are to be read: ligatures taken apart, spaces of any kind as one, signs without a meaning left out; none if
/// nothing readable is left.
fn readable(letters: &str) -> Option<Rc<str>> {
    let mut text = String::with_capacity(letters.len());
    for letter in letters.chars() {
        match letter {
            '\u{fb00}' => text.push_str("ff"),
            '\u{fb01}' => text.push_str("fi"),
            '\u{fb02}' => text.push_str("fl"),
            '\u{fb03}' => text.push_str("ffi"),
            '\u{fb04}' => text.push_str("ffl"),
            '\u{fb05}' | '\u{fb06}' => text.push_str("st"),
            '\u{a0}' | '\t' | '\n' | '\r' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{3000}' => {
                text.push(' ');
            }
            // Bullets of symbol fonts, in the places that Windows gives them.
            '\u{f0b7}' | '\u{f0a7}' | '\u{f076}' | '\u{f0d8}' => text.push('•'),
            '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}'
            | '\u{e000}'..='\u{f8ff}'
            | '\u{fffd}' => {}
            letter if letter.is_control() => {}
            letter => text.push(letter),
        }
    }
    (!text.is_empty()).then(|| text.into())
}

/// The fonts of a file, each read once.
pub(super) struct Shelf<'a> {
    cache: FontCache<'a>,
    programs: FontResolverFn,
    maps: CMapResolverFn,
    /// By the number of their objects.
    faces: BTreeMap<(u32, i32), Option<Rc<Face<'a>>>>,
}

impl<'a> Shelf<'a> {
    pub(super) fn new() -> Self {
        let stand_in = Arc::new(stand_in());
        Self {
            cache: FontCache::new(),
            programs: Arc::new(move |_| Some((Arc::clone(&stand_in) as FontData, 0))),
            maps: Arc::new(hayro_cmap::load_embedded),
            faces: BTreeMap::new(),
        }
    }

    /// The font of this name, if it is there and can be read.
    pub(super) fn face(
        &mut self,
        fonts: &Dict<'a>,
        name: &Name<'_>,
        allowance: &mut Allowance,
    ) -> Option<Rc<Face<'a>>> {
        let key = fonts
            .get_ref(name)
            .map(|place| (place.obj_number, place.gen_number));
        if let Some(face) = key.and_then(|key| self.faces.get(&key)) {
            return face.clone();
        }
        let face = fonts
            .get::<Dict<'a>>(name)
            .filter(|dict| is_harmless(dict, allowance))
            .and_then(|dict| self.read(&dict))
            .map(Rc::new);
        if let Some(key) = key {
            self.faces.insert(key, face.clone());
        }
        face
    }

    fn read(&self, dict: &Dict<'a>) -> Option<Face<'a>> {
        let font = self.cache.font(dict, &self.programs, &self.maps)?;
        Some(Face {
            font,
            is_bold: is_bold(dict),
            scale: scale(dict),
            known: RefCell::default(),
        })
    }
}

/// Whether reading a font costs no more than fonts do: its streams are weighed, and its lists hold no more signs than there are.
fn is_harmless(dict: &Dict<'_>, allowance: &mut Allowance) -> bool {
    let descendants = dict.get::<Array<'_>>(b"DescendantFonts");
    let below = descendants.and_then(|fonts| fonts.iter::<Dict<'_>>().next());
    let mut fits =
        allowance.admits_in(dict, b"ToUnicode") && allowance.admits_in(dict, b"Encoding");
    for font in std::iter::once(dict).chain(&below) {
        let descriptor = font.get::<Dict<'_>>(b"FontDescriptor").unwrap_or_default();
        fits = fits
            && allowance.admits_in(font, b"CIDToGIDMap")
            && [&b"FontFile"[..], b"FontFile2", b"FontFile3"]
                .iter()
                .all(|key| allowance.admits_in(&descriptor, key))
            && [&b"FirstChar"[..], b"LastChar"].iter().all(|key| {
                font.get::<f64>(key)
                    .is_none_or(|code| code.abs() <= MOST_SIGNS)
            })
            && [&b"W"[..], b"W2"]
                .iter()
                .filter_map(|key| font.get::<Array<'_>>(key))
                .all(|list| are_codes(&list))
            && font
                .get::<Dict<'_>>(b"Encoding")
                .and_then(|encoding| encoding.get::<Array<'_>>(b"Differences"))
                .is_none_or(|list| are_codes(&list));
    }
    fits
}

/// Whether no number of a list of codes and widths is larger than a code can be.
fn are_codes(list: &Array<'_>) -> bool {
    list.iter::<Object<'_>>().all(|entry| match entry {
        Object::Number(number) => number.as_f64().abs() <= MOST_SIGNS,
        _ => true,
    })
}

/// Whether a font is a bold one, by its name and description.
fn is_bold(dict: &Dict<'_>) -> bool {
    let descendants = dict.get::<Array<'_>>(b"DescendantFonts");
    let below = descendants.and_then(|fonts| fonts.iter::<Dict<'_>>().next());
    let font = below.as_ref().unwrap_or(dict);
    let descriptor = font.get::<Dict<'_>>(b"FontDescriptor").unwrap_or_default();
    let name = dict
        .get::<Name<'_>>(b"BaseFont")
        .map(|name| name.as_str().to_lowercase())
        .unwrap_or_default();
    let name = name.split_once('+').map_or(name.as_str(), |(_, name)| name);
    [
        "bold", "black", "heavy", "demi", "cmbx", "cmssbx", "sfbx", "-bd",
    ]
    .iter()
    .any(|word| name.contains(word))
        || descriptor
            .get::<f64>(b"FontWeight")
            .is_some_and(|weight| weight >= 600.0)
        || descriptor.get::<f64>(b"Flags").is_some_and(|flags| {
            // Bit 19 asks for bolder letters (ISO 32000-2, table 121).
            (flags / 262_144.0).floor() % 2.0 > 0.5
        })
}

/// How tall a font’s letters are for one unit of its size.
fn scale(dict: &Dict<'_>) -> f64 {
    let is_drawn = dict
        .get::<Name<'_>>(b"Subtype")
        .is_some_and(|subtype| subtype.as_ref() == b"Type3");
    if !is_drawn {
        return 1.0;
    }
    let matrix = dict.get::<[f64; 6]>(b"FontMatrix");
    let bounds = dict.get::<[f64; 4]>(b"FontBBox");
    matrix
        .zip(bounds)
        .map(|(matrix, bounds)| ((bounds[3] - bounds[1]) * matrix[3]).abs())
        .filter(|height| (0.01..100.0).contains(height))
        .unwrap_or(1.0)
}
