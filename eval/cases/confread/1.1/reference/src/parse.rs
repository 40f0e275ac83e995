use std::fmt;

/// Why a file cannot be read. Lines count from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ParseError {
    /// A line is neither a section nor a `key = value` pair.
    NoValue {
        line: usize,
    },
    EmptyKey {
        line: usize,
    },
    UnclosedSection {
        line: usize,
    },
    UnclosedQuote {
        line: usize,
    },
    /// A backslash in quotes is followed by neither a quote nor a backslash.
    BadEscape {
        line: usize,
    },
    /// Something other than a comment follows the closing quote.
    TrailingText {
        line: usize,
    },
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ParseError::NoValue { line } => write!(f, "line {line}: expected key = value"),
            ParseError::EmptyKey { line } => write!(f, "line {line}: the key is empty"),
            ParseError::UnclosedSection { line } => write!(f, "line {line}: expected ]"),
            ParseError::UnclosedQuote { line } => write!(f, "line {line}: expected \""),
            ParseError::BadEscape { line } => {
                write!(f, "line {line}: only \\\" and \\\\ are escapes")
            }
            ParseError::TrailingText { line } => write!(f, "line {line}: text follows the quotes"),
        }
    }
}

impl std::error::Error for ParseError {}

/// The pairs of a file in their order, with full keys.
pub(crate) fn parse_lines(text: &str) -> Result<Vec<(String, String)>, ParseError> {
    let mut pairs = Vec::new();
    let mut section = String::new();
    for (index, raw) in text.lines().enumerate() {
        let line = index + 1;
        let content = raw.trim();
        if content.is_empty() || content.starts_with([';', '#']) {
            continue;
        }
        if let Some(rest) = content.strip_prefix('[') {
            let name = rest
                .strip_suffix(']')
                .ok_or(ParseError::UnclosedSection { line })?;
            section = name.trim().to_owned();
            continue;
        }
        let (key, value) = content
            .split_once('=')
            .ok_or(ParseError::NoValue { line })?;
        let key = key.trim();
        if key.is_empty() {
            return Err(ParseError::EmptyKey { line });
        }
        pairs.push((full_key(&section, key), read_value(value.trim(), line)?));
    }
    Ok(pairs)
}

fn read_value(text: &str, line: usize) -> Result<String, ParseError> {
    match text.strip_prefix('"') {
        Some(rest) => read_quoted(rest, line),
        None => Ok(text.to_owned()),
    }
}

/// Reads what stands behind an opening quote.
fn read_quoted(text: &str, line: usize) -> Result<String, ParseError> {
    let mut value = String::new();
    let mut characters = text.chars();
    loop {
        match characters
            .next()
            .ok_or(ParseError::UnclosedQuote { line })?
        {
            '"' => break,
            '\\' => match characters.next() {
                Some(escaped @ ('"' | '\\')) => value.push(escaped),
                _ => return Err(ParseError::BadEscape { line }),
            },
            character => value.push(character),
        }
    }
    match characters.as_str().trim_start().chars().next() {
        None | Some(';' | '#') => Ok(value),
        Some(_) => Err(ParseError::TrailingText { line }),
    }
}

fn full_key(section: &str, key: &str) -> String {
    match section {
        "" => key.to_owned(),
        _ => format!("{section}.{key}"),
    }
}
