//! Reading Rust as text, as little of it as the rules of the house need.

/// The text with comments, strings and characters blanked, its lines kept.
pub(crate) fn code(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let at = |index: usize| chars.get(index).copied().unwrap_or('\0');
    let mut code = String::with_capacity(text.len());
    let mut index = 0;
    while index < chars.len() {
        let end = match (at(index), at(index + 1)) {
            ('/', '/') => (index..chars.len())
                .find(|&i| chars[i] == '\n')
                .unwrap_or(chars.len()),
            ('/', '*') => end_of_comment(&chars, index),
            ('"', _) => end_of_string(&chars, index),
            ('\'', '\\') => (index + 3..chars.len())
                .find(|&i| chars[i] == '\'')
                .map_or(chars.len(), |i| i + 1),
            ('\'', _) if at(index + 2) == '\'' => index + 3,
            (char, _) => {
                code.push(char);
                index += 1;
                continue;
            }
        };
        let blank = |&char: &char| if char == '\n' { '\n' } else { ' ' };
        code.extend(chars[index..end].iter().map(blank));
        index = end;
    }
    code
}

fn end_of_comment(chars: &[char], start: usize) -> usize {
    let (mut index, mut depth) = (start, 0);
    while index + 1 < chars.len() {
        match (chars[index], chars[index + 1]) {
            ('/', '*') => depth += 1,
            ('*', '/') => depth -= 1,
            _ => {
                index += 1;
                continue;
            }
        }
        index += 2;
        if depth == 0 {
            return index;
        }
    }
    chars.len()
}

fn end_of_string(chars: &[char], start: usize) -> usize {
    let hashes = chars[..start]
        .iter()
        .rev()
        .take_while(|char| **char == '#')
        .count();
    let raw = chars[..start - hashes].last() == Some(&'r');
    let hashes = if raw { hashes } else { 0 };
    let mut index = start + 1;
    while index < chars.len() {
        let closing = &chars[index + 1..];
        match chars[index] {
            '\\' if !raw => index += 1,
            '"' if closing.iter().take(hashes).all(|char| *char == '#') => {
                return (index + 1 + hashes).min(chars.len());
            }
            _ => {}
        }
        index += 1;
    }
    chars.len()
}

/// The code with the items under `#[cfg(test)]` blanked.
pub(crate) fn without_tests(code: &str) -> String {
    let mut rest = code;
    let mut kept = String::with_capacity(code.len());
    while let Some(start) = rest.find("#[cfg(test)]") {
        let (before, item) = rest.split_at(start);
        kept.push_str(before);
        let end = end_of_item(item);
        kept.extend(item[..end].chars().filter(|char| *char == '\n'));
        rest = &item[end..];
    }
    kept + rest
}

fn end_of_item(item: &str) -> usize {
    let mut depth = 0_usize;
    for (index, char) in item.char_indices() {
        match char {
            ';' if depth == 0 => return index + 1,
            '{' => depth += 1,
            '}' if depth <= 1 => return index + 1,
            '}' => depth -= 1,
            _ => {}
        }
    }
    item.len()
}

/// All paths of the code, those inside braces of a `use` written out, with the line of their end.
pub(crate) fn paths(code: &str) -> Vec<Found> {
    let tokens = tokens(code);
    let mut paths = Vec::new();
    let mut index = 0;
    while index < tokens.len() {
        index = if is_name(&tokens[index].1) {
            path(&tokens, index, &[], &mut paths)
        } else {
            index + 1
        };
    }
    paths
}

/// A token with its line.
type Token = (usize, String);

/// A path of names with the line of its end.
pub(crate) type Found = (usize, Vec<String>);

fn path(tokens: &[Token], start: usize, before: &[String], paths: &mut Vec<Found>) -> usize {
    let token = |index: usize| tokens.get(index).map_or("", |(_, token)| token.as_str());
    let mut path = before.to_vec();
    let mut index = start;
    path.push(token(index).to_owned());
    while token(index + 1) == "::" && is_name(token(index + 2)) {
        index += 2;
        path.push(token(index).to_owned());
    }
    if token(index + 1) == "as" && is_name(token(index + 2)) {
        // The new name counts as the last part, because others will use it.
        index += 2;
        path.push(token(index).to_owned());
    }
    if token(index + 1) != "::" || token(index + 2) != "{" {
        paths.push((tokens[index].0, path));
        return index + 1;
    }
    index += 3;
    while index < tokens.len() && token(index) != "}" {
        index = match token(index) {
            name if is_name(name) => self::path(tokens, index, &path, paths),
            _ => index + 1,
        };
    }
    index + 1
}

fn tokens(code: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut line = 1;
    let mut joins = false;
    for char in code.chars() {
        let name = char.is_alphanumeric() || char == '_';
        match tokens.last_mut() {
            Some((_, last)) if joins && name && is_name(last) => last.push(char),
            Some((_, last)) if joins && char == ':' && last == ":" => last.push(char),
            _ if char.is_whitespace() => {}
            _ => tokens.push((line, char.to_string())),
        }
        joins = !char.is_whitespace();
        line += usize::from(char == '\n');
    }
    tokens
}

fn is_name(token: &str) -> bool {
    token.starts_with(|char: char| char.is_alphanumeric() || char == '_')
}

pub(crate) fn lines_with<'a>(code: &'a str, mark: &'a str) -> impl Iterator<Item = usize> + 'a {
    let lines = code.lines().enumerate();
    lines
        .filter(move |(_, line)| line.contains(mark))
        .map(|(index, _)| index + 1)
}
