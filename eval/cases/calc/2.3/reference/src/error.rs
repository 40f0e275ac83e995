use std::fmt;

/// Why a formula has no result. Places are byte offsets into the formula.
#[derive(Debug, Clone, PartialEq)]
pub enum Error {
    UnexpectedCharacter {
        at: usize,
        character: char,
    },
    BadNumber {
        at: usize,
    },
    UnexpectedToken {
        at: usize,
    },
    UnexpectedEnd,
    UnknownVariable(String),
    UnknownFunction(String),
    WrongArity {
        function: String,
        expected: usize,
        given: usize,
    },
}

impl Error {
    /// The formula, a caret below the place of the error, and the message. The message alone if there is no place.
    pub fn point_at(&self, formula: &str) -> String {
        let at = match self {
            Error::UnexpectedCharacter { at, .. }
            | Error::BadNumber { at }
            | Error::UnexpectedToken { at } => *at,
            Error::UnexpectedEnd => formula.len(),
            Error::UnknownVariable(_) | Error::UnknownFunction(_) | Error::WrongArity { .. } => {
                return self.to_string();
            }
        };
        let column = formula
            .char_indices()
            .take_while(|&(start, _)| start < at)
            .count();
        format!("{formula}\n{:column$}^\n{self}", "")
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::UnexpectedCharacter { character, .. } => {
                write!(f, "unexpected character '{character}'")
            }
            Error::BadNumber { .. } => write!(f, "this is not a number"),
            Error::UnexpectedToken { .. } => write!(f, "this was not expected here"),
            Error::UnexpectedEnd => write!(f, "the formula ends too early"),
            Error::UnknownVariable(name) => write!(f, "there is no variable '{name}'"),
            Error::UnknownFunction(name) => write!(f, "there is no function '{name}'"),
            Error::WrongArity {
                function,
                expected,
                given,
            } => {
                write!(f, "'{function}' takes {expected} arguments, not {given}")
            }
        }
    }
}

impl std::error::Error for Error {}
