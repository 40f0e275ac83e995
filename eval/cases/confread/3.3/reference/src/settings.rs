use std::collections::BTreeMap;

use crate::parse::{parse_lines, ParseError};

/// Values by their full key: `section.key`, or `key` above the first section.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Settings {
    values: BTreeMap<String, String>,
}

impl Settings {
    /// Reads a file. Blank lines and lines that start with `;` or `#` are skipped.
    ///
    /// ```
    /// use confread::{ParseError, Settings};
    ///
    /// let settings = Settings::parse("[server]\nport = 8080")?;
    /// assert_eq!(settings.len(), 1);
    /// assert_eq!(Settings::parse("port"), Err(ParseError::NoValue { line: 1 }));
    /// # Ok::<(), ParseError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// The first line that is neither a section nor a pair.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        let mut values = BTreeMap::new();
        for (key, value) in parse_lines(text)? {
            values.entry(key).or_insert(value);
        }
        Ok(Self { values })
    }

    /// The value of a full key such as `server.port`; `None` if the file does not name it.
    ///
    /// ```
    /// let settings = confread::Settings::parse("[server]\nport = 8080")?;
    /// assert_eq!(settings.get("server.port"), Some("8080"));
    /// assert_eq!(settings.get("port"), None);
    /// # Ok::<(), confread::ParseError>(())
    /// ```
    pub fn get(&self, key: &str) -> Option<&str> {
        self.values.get(key).map(String::as_str)
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
