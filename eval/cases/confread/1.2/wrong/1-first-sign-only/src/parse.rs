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
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ParseError::NoValue { line } => write!(f, "line {line}: expected key = value"),
            ParseError::EmptyKey { line } => write!(f, "line {line}: the key is empty"),
            ParseError::UnclosedSection { line } => write!(f, "line {line}: expected ]"),
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
        pairs.push((
            full_key(&section, key),
            without_comment(value).trim().to_owned(),
        ));
    }
    Ok(pairs)
}

/// The value in front of a `;` or `#` that has white space before it.
fn without_comment(value: &str) -> &str {
    match value.find([';', '#']) {
        Some(at) if value[..at].ends_with(char::is_whitespace) => &value[..at],
        _ => value,
    }
}

fn full_key(section: &str, key: &str) -> String {
    match section {
        "" => key.to_owned(),
        _ => format!("{section}.{key}"),
    }
}
