/// How urgent a message is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Priority {
    Low,
    #[default]
    Normal,
    High,
}

/// A text for somebody.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Message {
    recipient: String,
    text: String,
    priority: Priority,
}

impl Message {
    pub fn new(recipient: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            recipient: recipient.into(),
            text: text.into(),
            priority: Priority::Normal,
        }
    }

    /// The same message with another priority.
    pub fn with_priority(self, priority: Priority) -> Self {
        Self { priority, ..self }
    }

    pub fn priority(&self) -> Priority {
        self.priority
    }

    pub fn recipient(&self) -> &str {
        &self.recipient
    }

    pub fn text(&self) -> &str {
        &self.text
    }
}
