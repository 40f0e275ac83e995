use std::fmt;

/// Four characters that name a pixel format, the first in the lowest byte.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Fourcc(pub u32);

impl Fourcc {
    /// Four characters, padded with spaces.
    pub const fn new(characters: &[u8; 4]) -> Self {
        Self(u32::from_le_bytes(*characters))
    }
}

/// A text that is no fourcc.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadFourcc(pub String);

impl fmt::Display for BadFourcc {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "'{}' is not one to four printable characters", self.0)
    }
}

impl std::error::Error for BadFourcc {}

impl TryFrom<&str> for Fourcc {
    type Error = BadFourcc;

    fn try_from(text: &str) -> Result<Self, Self::Error> {
        let is_printable = text.bytes().all(|byte| byte.is_ascii_graphic());
        if !(1..=4).contains(&text.len()) || !is_printable {
            return Err(BadFourcc(text.to_owned()));
        }
        let mut characters = [b' '; 4];
        characters[..text.len()].copy_from_slice(text.as_bytes());
        Ok(Fourcc::new(&characters))
    }
}

impl fmt::Display for Fourcc {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bytes = self.0.to_le_bytes();
        for &byte in bytes.trim_ascii_end() {
            let character = if byte.is_ascii_graphic() || byte == b' ' {
                char::from(byte)
            } else {
                '?'
            };
            write!(f, "{character}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for Fourcc {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Fourcc({self})")
    }
}
