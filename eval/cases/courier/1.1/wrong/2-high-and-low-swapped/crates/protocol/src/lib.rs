//! Messages and how they are written as bytes.

mod message;
mod wire;

pub use message::{Message, Priority};
pub use wire::{decode, encode, DecodeError, EncodeError};
