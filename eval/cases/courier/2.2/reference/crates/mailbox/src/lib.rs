//! Queues of messages by recipient.

use std::collections::{BTreeMap, VecDeque};

use courier_protocol::Message;

/// The messages that wait for their recipients.
#[derive(Debug, Clone, Default)]
pub struct Mailboxes {
    boxes: BTreeMap<String, VecDeque<Message>>,
}

impl Mailboxes {
    pub fn new() -> Self {
        Self::default()
    }

    /// Puts a message into the mailbox of its recipient.
    pub fn put(&mut self, message: Message) {
        self.boxes
            .entry(message.recipient().to_owned())
            .or_default()
            .push_back(message);
    }

    /// Takes the next message of a recipient. The mailbox goes with its last message.
    pub fn take(&mut self, recipient: &str) -> Option<Message> {
        let waiting = self.boxes.get_mut(recipient)?;
        let message = waiting.pop_front();
        if waiting.is_empty() {
            self.boxes.remove(recipient);
        }
        message
    }

    /// The recipients that messages wait for, sorted.
    pub fn recipients(&self) -> impl Iterator<Item = &str> {
        self.boxes.keys().map(String::as_str)
    }
}
