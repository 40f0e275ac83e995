use std::fmt;

use crate::Message;

/// Why a message cannot be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EncodeError {
    NoRecipient,
    /// The message or its recipient is longer than its length can tell.
    TooLong,
}

impl fmt::Display for EncodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            EncodeError::NoRecipient => write!(f, "the message has no recipient"),
            EncodeError::TooLong => write!(f, "the message is too long"),
        }
    }
}

impl std::error::Error for EncodeError {}

/// Why bytes are no message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DecodeError {
    /// More bytes are needed.
    Incomplete,
    /// The recipient is empty or longer than the message.
    BadRecipient,
    NotUtf8,
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DecodeError::Incomplete => write!(f, "the message is not complete"),
            DecodeError::BadRecipient => write!(f, "the recipient is broken"),
            DecodeError::NotUtf8 => write!(f, "the message is not UTF-8"),
        }
    }
}

impl std::error::Error for DecodeError {}

/// Writes a message: the length of what follows, the length of the recipient, the recipient, the text.
pub fn encode(message: &Message) -> Result<Vec<u8>, EncodeError> {
    let recipient = message.recipient().as_bytes();
    if recipient.is_empty() {
        return Err(EncodeError::NoRecipient);
    }
    let length = 1 + recipient.len() + message.text().len();
    if message.text().len() >= 65_532 {
        return Err(EncodeError::TooLong);
    }
    let length = length.min(65_531) as u16;
    let recipient_length = u8::try_from(recipient.len()).map_err(|_| EncodeError::TooLong)?;
    let mut bytes = length.to_be_bytes().to_vec();
    bytes.push(recipient_length);
    bytes.extend_from_slice(recipient);
    bytes.extend_from_slice(message.text().as_bytes());
    Ok(bytes)
}

/// Reads the message in front, and tells how many bytes it took.
pub fn decode(bytes: &[u8]) -> Result<(Message, usize), DecodeError> {
    let (head, rest) = bytes
        .split_first_chunk::<2>()
        .ok_or(DecodeError::Incomplete)?;
    let length = usize::from(u16::from_be_bytes(*head));
    let body = rest.get(..length).ok_or(DecodeError::Incomplete)?;
    let (&recipient_length, rest) = body.split_first().ok_or(DecodeError::BadRecipient)?;
    let recipient_length = usize::from(recipient_length);
    if recipient_length == 0 || recipient_length > rest.len() {
        return Err(DecodeError::BadRecipient);
    }
    let (recipient, text) = rest.split_at(recipient_length);
    let read = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).map_err(|_| DecodeError::NotUtf8);
    Ok((Message::new(read(recipient)?, read(text)?), 2 + length))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lengths_come_first() {
        assert_eq!(
            encode(&Message::new("ada", "x")).unwrap(),
            b"\0\x05\x03adax"
        );
        assert_eq!(
            encode(&Message::new("", "x")),
            Err(EncodeError::NoRecipient)
        );
    }

    #[test]
    fn broken_bytes_are_refused() {
        assert_eq!(decode(b"\0\x05\x03ada"), Err(DecodeError::Incomplete));
        assert_eq!(decode(b"\0\x02\x03a"), Err(DecodeError::BadRecipient));
        assert_eq!(decode(b"\0\0"), Err(DecodeError::BadRecipient));
        assert_eq!(decode(b"\0\x03\x01a\xff"), Err(DecodeError::NotUtf8));
    }
}
