use std::fmt;

use crate::{Message, Priority};

/// The longest recipient, in bytes: the two bits above its length hold the priority.
const LONGEST_RECIPIENT: u8 = 63;

/// Why a message cannot be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EncodeError {
    NoRecipient,
    RecipientTooLong,
}

impl fmt::Display for EncodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            EncodeError::NoRecipient => write!(f, "the message has no recipient"),
            EncodeError::RecipientTooLong => write!(f, "the recipient is longer than 63 bytes"),
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
    BadPriority,
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DecodeError::Incomplete => write!(f, "the message is not complete"),
            DecodeError::BadRecipient => write!(f, "the recipient is broken"),
            DecodeError::NotUtf8 => write!(f, "the message is not UTF-8"),
            DecodeError::BadPriority => write!(f, "there is no such priority"),
        }
    }
}

impl std::error::Error for DecodeError {}

/// Writes a message: the length of what follows, the length of the recipient
/// with the priority in its two upper bits, the recipient, the text.
pub fn encode(message: &Message) -> Result<Vec<u8>, EncodeError> {
    let recipient = message.recipient().as_bytes();
    if recipient.is_empty() {
        return Err(EncodeError::NoRecipient);
    }
    let recipient_length = u8::try_from(recipient.len())
        .ok()
        .filter(|&length| length <= LONGEST_RECIPIENT)
        .ok_or(EncodeError::RecipientTooLong)?;
    let length = 1 + recipient.len() + message.text().len();
    let mut bytes = (length as u16).to_be_bytes().to_vec();
    let priority = match message.priority() {
        Priority::Normal => 0,
        Priority::High => 2,
        Priority::Low => 1,
    };
    bytes.push(priority << 6 | recipient_length);
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
    let (&first, rest) = body.split_first().ok_or(DecodeError::BadRecipient)?;
    let priority = match first >> 6 {
        0 => Priority::Normal,
        1 => Priority::Low,
        2 => Priority::High,
        _ => return Err(DecodeError::BadPriority),
    };
    let recipient_length = usize::from(first & LONGEST_RECIPIENT);
    if recipient_length == 0 || recipient_length > rest.len() {
        return Err(DecodeError::BadRecipient);
    }
    let (recipient, text) = rest.split_at(recipient_length);
    let read = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).map_err(|_| DecodeError::NotUtf8);
    let message = Message::new(read(recipient)?, read(text)?).with_priority(priority);
    Ok((message, 2 + length))
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
