//! Queues of messages by recipient.

mod mailboxes;

pub use mailboxes::Mailboxes;
