//! Queues of messages by recipient.

use std::collections::{BTreeMap, VecDeque};
use std::fmt;

use courier_protocol::Message;

/// The mailbox of the recipient is full; the message is given back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Full(pub Message);

impl fmt::Display for Full {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the mailbox of '{}' is full", self.0.recipient())
    }
}

impl std::error::Error for Full {}

/// The messages that wait for their recipients.
#[derive(Debug, Clone, Default)]
pub struct Mailboxes {
    boxes: BTreeMap<String, VecDeque<Message>>,
    capacity: Option<usize>,
}

impl Mailboxes {
    pub fn new() -> Self {
        Self::default()
    }

    /// Mailboxes that hold so many messages each.
    pub fn with_capacity(capacity: usize) -> Self {
        Self {
            capacity: Some(capacity),
            ..Self::default()
        }
    }

    /// Puts a message into the mailbox of its recipient, unless that is full.
    pub fn put(&mut self, message: Message) -> Result<(), Full> {
        let waiting = self.boxes.get(message.recipient()).map_or(0, VecDeque::len);
        if self.capacity.is_some_and(|capacity| waiting >= capacity) {
            return Err(Full(message));
        }
        self.boxes
            .entry(message.recipient().to_owned())
            .or_default()
            .push_back(message);
        Ok(())
    }

    /// Takes the next message of a recipient.
    pub fn take(&mut self, recipient: &str) -> Option<Message> {
        self.boxes.get_mut(recipient)?.pop_front()
    }

    /// The recipients that messages wait for, sorted.
    pub fn recipients(&self) -> impl Iterator<Item = &str> {
        self.boxes.keys().map(String::as_str)
    }
}
