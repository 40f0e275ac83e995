/// A text for somebody.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Message {
    recipient: String,
    text: String,
}

impl Message {
    pub fn new(recipient: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            recipient: recipient.into(),
            text: text.into(),
        }
    }

    pub fn recipient(&self) -> &str {
        &self.recipient
    }

    pub fn text(&self) -> &str {
        &self.text
    }
}
