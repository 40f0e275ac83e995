//! Messages and how they are written as bytes.

mod decoder;
mod message;
mod wire;

pub use decoder::Decoder;
pub use message::Message;
pub use wire::{decode, encode, DecodeError, EncodeError};
