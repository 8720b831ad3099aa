//! A page’s content → signs with their places: the operators that show text, and nothing else of what a page can ask for.
//!
//! What is drawn is passed over; scripts, launches and forms to fill in are not even looked at.

use std::collections::BTreeMap;
use std::rc::Rc;

use hayro_syntax::content::TypedIter;
use hayro_syntax::content::ops::TypedInstruction as Operator;
use hayro_syntax::object::{Array, Dict, Name, Number, Object, Stream, String as Bytes};
use hayro_syntax::page::Resources;

use super::fonts::{Face, Shelf};
use super::matrix::Matrix;
use super::strings::text_of;
use super::unpack::Allowance;

/// How deep pieces of pages may stand in each other.
const DEEPEST: usize = 12;
/// How many states of the page may be put aside.
const MOST_STATES: usize = 256;
/// How many marks may be open.
const MOST_MARKS: usize = 256;
/// How many operators are followed in all: pages of maps and drawings have a few hundred thousand.
const MOST_OPERATORS: u64 = 20_000_000;
/// What following a piece costs beside its own operators, since it is unpacked anew each time.
const PIECE_COST: u64 = 200;
/// How many signs of one page are kept.
const MOST_SIGNS: usize = 400_000;

/// A sign on a page, in points from the page’s upper left corner.
#[derive(Debug, Clone)]
pub(super) struct Glyph {
    /// Its letters, of [`Shown::text`].
    pub(super) text: std::ops::Range<usize>,
    /// Where it begins, and where the next one would.
    pub(super) start: (f64, f64),
    pub(super) end: (f64, f64),
    /// How tall its font is.
    pub(super) size: f64,
    pub(super) is_bold: bool,
    /// Whether the file says that it is not part of the text but of the page.
    pub(super) is_artifact: bool,
}

/// What a page shows.
#[derive(Debug, Default)]
pub(super) struct Shown {
    pub(super) text: String,
    pub(super) glyphs: Vec<Glyph>,
    /// How many pictures.
    pub(super) pictures: usize,
    /// How many signs have no letters.
    pub(super) unreadable: usize,
    /// Whether a part of it was passed over.
    pub(super) is_partial: bool,
}

/// Follows the contents of one file’s pages.
pub(super) struct Interpreter<'a> {
    shelf: Shelf<'a>,
    pub(super) allowance: Allowance,
    operators: u64,
}

/// What holds while text is shown.
#[derive(Clone)]
struct State<'a> {
    place: Matrix,
    face: Option<Rc<Face<'a>>>,
    size: f64,
    letter_gap: f64,
    word_gap: f64,
    stretch: f64,
    leading: f64,
    rise: f64,
    is_outlined: bool,
}

/// Where text is shown, which outlives no text object.
struct Cursor {
    line: Matrix,
    next: Matrix,
}

/// A stretch of the page that the file says something about.
struct Mark {
    is_artifact: bool,
    /// What it reads as, whatever its signs are.
    reads: Option<String>,
    /// The first of its signs.
    first: usize,
}

/// One content stream and what its names mean.
struct Piece<'b, 'a> {
    resources: &'b Resources<'a>,
    faces: BTreeMap<Vec<u8>, Option<Rc<Face<'a>>>>,
}

impl<'a> Interpreter<'a> {
    pub(super) fn new() -> Self {
        Self {
            shelf: Shelf::new(),
            allowance: Allowance::new(),
            operators: MOST_OPERATORS,
        }
    }

    /// What a content shows if it is laid upon the page by `place`.
    pub(super) fn show(
        &mut self,
        content: &[u8],
        resources: &Resources<'a>,
        place: Matrix,
    ) -> Shown {
        let mut shown = Shown::default();
        let state = State {
            place,
            face: None,
            size: 0.0,
            letter_gap: 0.0,
            word_gap: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
            is_outlined: false,
        };
        self.follow(content, resources, state, 0, &mut shown);
        shown
    }

    #[expect(
        clippy::too_many_lines,
        reason = "one arm for each operator reads better than a table"
    )]
    fn follow(
        &mut self,
        content: &[u8],
        resources: &Resources<'a>,
        mut state: State<'a>,
        depth: usize,
        shown: &mut Shown,
    ) {
        let mut piece = Piece {
            resources,
            faces: BTreeMap::new(),
        };
        let mut kept: Vec<State<'a>> = Vec::new();
        // Those that are not kept, so that their ends are not taken for others’.
        let mut not_kept = 0_u32;
        let mut marks: Vec<Mark> = Vec::new();
        let mut unmarked = 0_u32;
        let mut cursor = Cursor {
            line: Matrix::IDENTITY,
            next: Matrix::IDENTITY,
        };
        let mut operators = TypedIter::new(content);
        while let Some(operator) = operators.next() {
            if self.operators == 0 || shown.glyphs.len() >= MOST_SIGNS {
                shown.is_partial = true;
                break;
            }
            self.operators -= 1;
            let is_artifact = marks.iter().any(|mark| mark.is_artifact);
            match operator {
                Operator::SaveState(_) if kept.len() < MOST_STATES => kept.push(state.clone()),
                Operator::SaveState(_) => not_kept = not_kept.saturating_add(1),
                Operator::RestoreState(_) if not_kept > 0 => not_kept -= 1,
                Operator::RestoreState(_) => state = kept.pop().unwrap_or(state),
                Operator::Transform(to) => {
                    let to = matrix([to.0, to.1, to.2, to.3, to.4, to.5]);
                    state.place = to.then(state.place);
                }
                Operator::XObject(name) => {
                    if let Some(object) = resources.get_x_object(name.0) {
                        self.draw(&object, resources, &state, depth, is_artifact, shown);
                    }
                }
                Operator::InlineImage(_) => shown.pictures += 1,
                Operator::BeginText(_) => {
                    cursor.line = Matrix::IDENTITY;
                    cursor.next = Matrix::IDENTITY;
                }
                Operator::CharacterSpacing(gap) => state.letter_gap = gap.0.as_f64(),
                Operator::WordSpacing(gap) => state.word_gap = gap.0.as_f64(),
                Operator::HorizontalScaling(percent) => state.stretch = percent.0.as_f64() / 100.0,
                Operator::TextLeading(leading) => state.leading = leading.0.as_f64(),
                Operator::TextRise(rise) => state.rise = rise.0.as_f64(),
                // Filled and drawn around is how programs make letters bold that have no bold font.
                Operator::TextRenderingMode(mode) => state.is_outlined = mode.0.as_i64() == 2,
                Operator::TextFont(font) => {
                    state.size = font.1.as_f64();
                    state.face = self.face(&mut piece, font.0);
                    shown.is_partial |= state.face.is_none();
                }
                Operator::NextLine(by) => cursor.move_by(by.0.as_f64(), by.1.as_f64()),
                Operator::NextLineAndSetLeading(by) => {
                    state.leading = -by.1.as_f64();
                    cursor.move_by(by.0.as_f64(), by.1.as_f64());
                }
                Operator::SetTextMatrix(to) => {
                    cursor.line = matrix([to.0, to.1, to.2, to.3, to.4, to.5]);
                    cursor.next = cursor.line;
                }
                Operator::NextLineUsingLeading(_) => cursor.move_by(0.0, -state.leading),
                Operator::ShowText(text) => {
                    show_text(text.0, &state, &mut cursor, is_artifact, shown);
                }
                Operator::NextLineAndShowText(text) => {
                    cursor.move_by(0.0, -state.leading);
                    show_text(text.0, &state, &mut cursor, is_artifact, shown);
                }
                Operator::ShowTextWithParameters(text) => {
                    state.word_gap = text.0.as_f64();
                    state.letter_gap = text.1.as_f64();
                    cursor.move_by(0.0, -state.leading);
                    show_text(text.2, &state, &mut cursor, is_artifact, shown);
                }
                Operator::ShowTexts(texts) => {
                    for entry in texts.0.iter::<Object<'_>>() {
                        match entry {
                            Object::String(text) => {
                                show_text(&text, &state, &mut cursor, is_artifact, shown);
                            }
                            Object::Number(back) => {
                                let by = -back.as_f64() / 1000.0 * state.size;
                                cursor.advance(by * state.stretch, 0.0);
                            }
                            _ => {}
                        }
                    }
                }
                Operator::BeginMarkedContent(tag) if marks.len() < MOST_MARKS => {
                    marks.push(Mark {
                        is_artifact: tag.0.as_ref() == b"Artifact",
                        reads: None,
                        first: shown.glyphs.len(),
                    });
                }
                Operator::BeginMarkedContentWithProperties(tag) if marks.len() < MOST_MARKS => {
                    let properties = match tag.1 {
                        Object::Dict(properties) => Some(properties.clone()),
                        Object::Name(name) => resources.properties.get::<Dict<'_>>(name),
                        _ => None,
                    };
                    let reads = properties
                        .and_then(|properties| properties.get::<Bytes<'_>>(b"ActualText"))
                        .map(|text| text_of(&text));
                    marks.push(Mark {
                        is_artifact: tag.0.as_ref() == b"Artifact",
                        reads,
                        first: shown.glyphs.len(),
                    });
                }
                Operator::BeginMarkedContent(_) | Operator::BeginMarkedContentWithProperties(_) => {
                    unmarked = unmarked.saturating_add(1);
                }
                Operator::EndMarkedContent(_) if unmarked > 0 => unmarked -= 1,
                Operator::EndMarkedContent(_) => {
                    if let Some(Mark {
                        reads: Some(reads),
                        first,
                        ..
                    }) = marks.pop()
                    {
                        read_as(&reads, first, shown);
                    }
                }
                _ => {}
            }
        }
    }

    fn face(&mut self, piece: &mut Piece<'_, 'a>, name: &Name<'_>) -> Option<Rc<Face<'a>>> {
        if let Some(face) = piece.faces.get(name.as_ref()) {
            return face.clone();
        }
        let face = self
            .shelf
            .face(&piece.resources.fonts, name, &mut self.allowance);
        piece.faces.insert(name.as_ref().to_vec(), face.clone());
        face
    }

    /// Follows a piece of a page that is written elsewhere, or counts a picture.
    fn draw(
        &mut self,
        object: &Stream<'a>,
        resources: &Resources<'a>,
        state: &State<'a>,
        depth: usize,
        is_artifact: bool,
        shown: &mut Shown,
    ) {
        let dict = object.dict();
        let subtype = dict.get::<Name<'_>>(b"Subtype");
        match subtype.as_ref().map(AsRef::as_ref) {
            Some(b"Image") => shown.pictures += 1,
            Some(b"Form") if depth < DEEPEST => {
                self.operators = self.operators.saturating_sub(PIECE_COST);
                let Some(content) = self.allowance.unpack(object) else {
                    shown.is_partial = true;
                    return;
                };
                let place = dict
                    .get::<[f64; 6]>(b"Matrix")
                    .map_or(Matrix::IDENTITY, Matrix);
                let own = dict.get::<Dict<'a>>(b"Resources").map(Resources::new);
                let mut state = state.clone();
                state.place = place.then(state.place);
                let first = shown.glyphs.len();
                self.follow(
                    &content,
                    own.as_ref().unwrap_or(resources),
                    state,
                    depth + 1,
                    shown,
                );
                for glyph in &mut shown.glyphs[first..] {
                    glyph.is_artifact |= is_artifact;
                }
            }
            Some(b"Form") => shown.is_partial = true,
            _ => {}
        }
    }
}

impl Cursor {
    fn move_by(&mut self, x: f64, y: f64) {
        self.line = Matrix::translation(x, y).then(self.line);
        self.next = self.line;
    }

    fn advance(&mut self, x: f64, y: f64) {
        self.next = Matrix::translation(x, y).then(self.next);
    }
}

fn matrix(numbers: [Number; 6]) -> Matrix {
    Matrix(numbers.map(|number| number.as_f64()))
}

/// Adds the signs of a text (ISO 32000-2, 9.4.4).
fn show_text(
    text: &Bytes<'_>,
    state: &State<'_>,
    cursor: &mut Cursor,
    is_artifact: bool,
    shown: &mut Shown,
) {
    let bytes = text.as_bytes();
    let Some(face) = &state.face else {
        shown.unreadable += bytes.len();
        return;
    };
    let mut at = 0;
    while at < bytes.len() && shown.glyphs.len() < MOST_SIGNS {
        let (code, length) = face.code(bytes, at);
        let is_space = length == 1 && bytes[at] == b' ';
        at += length;
        let sign = face.sign(code);
        let gap = state.letter_gap + if is_space { state.word_gap } else { 0.0 };
        let (x, y) = sign.advance;
        let (x, y) = if y == 0.0 {
            ((x * state.size + gap) * state.stretch, 0.0)
        } else {
            (0.0, y * state.size + gap)
        };
        let on_page = Matrix::translation(0.0, state.rise)
            .then(cursor.next)
            .then(state.place);
        cursor.advance(x, y);
        let Some(letters) = sign.text else {
            shown.unreadable += 1;
            continue;
        };
        let [_, _, c, d, _, _] = on_page.0;
        let size = (c * c + d * d).sqrt() * state.size.abs() * face.scale;
        if !on_page.is_finite() || !(0.1..=2000.0).contains(&size) {
            continue;
        }
        let start = shown.text.len();
        shown.text.push_str(&letters);
        shown.glyphs.push(Glyph {
            text: start..shown.text.len(),
            start: on_page.apply(0.0, 0.0),
            end: on_page.apply(x, y),
            size,
            is_bold: face.is_bold || state.is_outlined,
            is_artifact,
        });
    }
}

/// Has the signs from `first` on read as the file says that they do.
fn read_as(reads: &str, first: usize, shown: &mut Shown) {
    let Some(last) = shown.glyphs.last() else {
        return;
    };
    let end = last.end;
    let Some(glyph) = shown.glyphs.get(first) else {
        return;
    };
    let mut glyph = glyph.clone();
    // What reads as several lines keeps its own.
    if (end.1 - glyph.start.1).abs() > glyph.size && (end.0 - glyph.start.0).abs() > glyph.size {
        return;
    }
    let start = shown.text.len();
    shown
        .text
        .extend(reads.chars().filter(|letter| !letter.is_control()));
    glyph.text = start..shown.text.len();
    glyph.end = end;
    shown.glyphs.truncate(first);
    shown.glyphs.push(glyph);
}

/// All content streams of a page as one, as they are to be read.
pub(super) fn content_of<'a>(page: &Dict<'a>, allowance: &mut Allowance) -> Option<Vec<u8>> {
    if let Some(stream) = page.get::<Stream<'a>>(b"Contents") {
        return allowance.unpack(&stream);
    }
    // A page without contents is an empty one.
    let Some(streams) = page.get::<Array<'a>>(b"Contents") else {
        return Some(Vec::new());
    };
    let mut content = Vec::new();
    for stream in streams.iter::<Stream<'a>>() {
        content.extend(allowance.unpack(&stream)?);
        content.push(b' ');
    }
    Some(content)
}
