use crate::{decode, DecodeError, Message};

/// Reads messages from a stream that comes in pieces.
#[derive(Debug, Clone, Default)]
pub struct Decoder {
    bytes: Vec<u8>,
}

impl Decoder {
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds what has arrived.
    pub fn push(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    /// The next message, or why it cannot be read; `None` until it is complete. A broken message is skipped.
    pub fn next_message(&mut self) -> Option<Result<Message, DecodeError>> {
        match decode(&self.bytes) {
            Ok((message, length)) => {
                self.bytes.drain(..length);
                Some(Ok(message))
            }
            Err(DecodeError::Incomplete) => None,
            Err(error) => {
                // A message that is broken but complete still tells its length.
                let length = usize::from(u16::from_be_bytes([self.bytes[0], self.bytes[1]]));
                self.bytes.drain(..2 + length);
                Some(Err(error))
            }
        }
    }
}
