use crate::Error;

#[derive(Debug, Clone, Copy, PartialEq)]
pub enum TokenKind<'a> {
    Number(f64),
    Name(&'a str),
    Plus,
    Minus,
    Star,
    Slash,
    Open,
    Close,
    Comma,
}

/// A token and the byte offset at which it starts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Token<'a> {
    pub kind: TokenKind<'a>,
    pub at: usize,
}

/// Splits a formula into tokens. White space only separates.
pub fn tokenize(formula: &str) -> Result<Vec<Token<'_>>, Error> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(character) = formula[at..].chars().next() {
        let rest = &formula[at..];
        let (kind, length) = match character {
            '+' => (TokenKind::Plus, 1),
            '-' => (TokenKind::Minus, 1),
            '*' => (TokenKind::Star, 1),
            '/' => (TokenKind::Slash, 1),
            '(' => (TokenKind::Open, 1),
            ')' => (TokenKind::Close, 1),
            ',' => (TokenKind::Comma, 1),
            '0'..='9' | '.' => {
                let length = number_length(rest);
                let number = rest[..length]
                    .parse()
                    .map_err(|_| Error::BadNumber { at })?;
                (TokenKind::Number(number), length)
            }
            _ if character.is_alphabetic() || character == '_' => {
                let length = length_of(rest, |c| c.is_alphanumeric() || c == '_');
                (TokenKind::Name(&rest[..length]), length)
            }
            _ if character.is_whitespace() => {
                at += character.len_utf8();
                continue;
            }
            _ => return Err(Error::UnexpectedCharacter { at, character }),
        };
        tokens.push(Token { kind, at });
        at += length;
    }
    Ok(tokens)
}

fn number_length(text: &str) -> usize {
    let mantissa = length_of(text, |c| c.is_ascii_digit() || c == '.');
    mantissa + exponent_length(&text[mantissa..])
}

/// Zero unless digits follow the `e`.
fn exponent_length(text: &str) -> usize {
    let Some(rest) = text.strip_prefix(['e', 'E']) else {
        return 0;
    };
    let digits = rest.strip_prefix('-').unwrap_or(rest);
    match length_of(digits, |c| c.is_ascii_digit()) {
        0 => 0,
        length => text.len() - digits.len() + length,
    }
}

/// The length in bytes of the characters in front for which the question is answered with yes.
fn length_of(text: &str, belongs: impl Fn(char) -> bool) -> usize {
    text.find(|c| !belongs(c)).unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_know_their_place() {
        let tokens = tokenize("max(ä, 2.5)").unwrap();
        let places: Vec<usize> = tokens.iter().map(|token| token.at).collect();
        assert_eq!(places, [0, 3, 4, 6, 8, 11]);
        assert_eq!(tokens[2].kind, TokenKind::Name("ä"));
        assert_eq!(tokens[4].kind, TokenKind::Number(2.5));
    }

    #[test]
    fn two_dots_are_no_number() {
        assert_eq!(tokenize("1 + 1.2.3"), Err(Error::BadNumber { at: 4 }));
    }
}
