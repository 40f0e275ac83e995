//! Messages and how they are written as bytes.

mod message;
mod wire;

pub use message::Message;
pub use wire::{decode, encode, DecodeError, EncodeError};
