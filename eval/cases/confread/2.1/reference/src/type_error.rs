use std::fmt;

/// A value is not of the type it was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypeError {
    pub key: String,
    pub value: String,
}

impl TypeError {
    pub(crate) fn new(key: &str, value: &str) -> Self {
        Self {
            key: key.to_owned(),
            value: value.to_owned(),
        }
    }
}

impl fmt::Display for TypeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "'{}' cannot be '{}'", self.key, self.value)
    }
}

impl std::error::Error for TypeError {}
