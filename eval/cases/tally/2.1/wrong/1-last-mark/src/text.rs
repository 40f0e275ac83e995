//! The lines of a ledger as text.

/// A line without what follows its first `#`, and without blanks around it.
pub(crate) fn without_comment(line: &str) -> &str {
    match line.rfind('#') {
        Some(at) => line[..at].trim(),
        None => line.trim(),
    }
}
