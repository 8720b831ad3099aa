//! NewsSD-ENG: sentences of English news, each called objective or subjective.

use std::path::Path;

use super::read;

/// A sentence and whether it was called subjective.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimSentence {
    /// The sentence, without white space around it.
    pub text: String,
    /// Whether its label is SUBJ.
    pub subjective: bool,
}

/// Reads one of the set's three files.
///
/// # Errors
///
/// Fails where the file cannot be read or a row has no label.
pub fn read_newssd(path: &Path) -> anyhow::Result<Vec<ClaimSentence>> {
    let content = read(path)?;
    let mut sentences = Vec::new();
    for (number, row) in rows(&content).into_iter().enumerate().skip(1) {
        let (Some(text), Some(label)) = (row.first(), row.get(1)) else {
            anyhow::bail!("{}: row {} has no label", path.display(), number + 1);
        };
        let subjective = match label.as_str() {
            "SUBJ" => true,
            "OBJ" => false,
            other => anyhow::bail!(
                "{}: row {}: unknown label {other:?}",
                path.display(),
                number + 1
            ),
        };
        sentences.push(ClaimSentence {
            text: text.trim().to_owned(),
            subjective,
        });
    }
    Ok(sentences)
}

/// Comma-separated values with quoted fields, by RFC 4180.
fn rows(content: &str) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    let mut row = Vec::new();
    let mut field = String::new();
    let mut quoted = false;
    let mut characters = content.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '"' if quoted && characters.peek() == Some(&'"') => {
                characters.next();
                field.push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut field)),
            '\n' if !quoted => {
                row.push(std::mem::take(&mut field));
                rows.push(std::mem::take(&mut row));
            }
            '\r' if !quoted => {}
            other => field.push(other),
        }
    }
    if !field.is_empty() || !row.is_empty() {
        row.push(field);
        rows.push(row);
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quoted_fields_keep_commas_and_line_breaks() {
        let found = rows("a,b\n\"x, \"\"y\"\"\nz\",OBJ\n");
        assert_eq!(
            found,
            [
                vec!["a".to_owned(), "b".to_owned()],
                vec!["x, \"y\"\nz".to_owned(), "OBJ".to_owned()]
            ]
        );
    }
}
