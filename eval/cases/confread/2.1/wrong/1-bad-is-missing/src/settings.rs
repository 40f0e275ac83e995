use std::collections::BTreeMap;
use std::str::FromStr;

use crate::parse::{parse_lines, ParseError};
use crate::TypeError;

/// Values by their full key: `section.key`, or `key` above the first section.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Settings {
    values: BTreeMap<String, String>,
}

impl Settings {
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        let mut values = BTreeMap::new();
        for (key, value) in parse_lines(text)? {
            values.entry(key).or_insert(value);
        }
        Ok(Self { values })
    }

    pub fn get(&self, key: &str) -> Option<&str> {
        self.values.get(key).map(String::as_str)
    }

    /// The value as a type of its own; `None` if there is no such key.
    pub fn typed<T: FromStr>(&self, key: &str) -> Result<Option<T>, TypeError> {
        let Some(value) = self.get(key) else {
            return Err(TypeError::new(key, ""));
        };
        value
            .parse()
            .map(Some)
            .map_err(|_| TypeError::new(key, value))
    }

    /// Every key with its value, sorted by key.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.values
            .iter()
            .map(|(key, value)| (key.as_str(), value.as_str()))
    }

    pub fn len(&self) -> usize {
        self.values.len()
    }

    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }
}
