use std::fmt;

use crate::Amount;

/// Why something could not be booked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LedgerError {
    /// Two amounts of different currencies were added.
    CurrencyMismatch,
    /// The result does not fit.
    Overflow,
    /// The postings do not sum to zero; the difference is given.
    Unbalanced(Amount),
    /// No account of this name was opened.
    UnknownAccount(String),
    /// A transaction needs at least two postings.
    TooFewPostings,
    /// This text is not an amount.
    BadAmount(String),
}

impl fmt::Display for LedgerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            LedgerError::CurrencyMismatch => write!(f, "the currencies differ"),
            LedgerError::Overflow => write!(f, "the amount is too large"),
            LedgerError::Unbalanced(by) => write!(f, "the postings are off by {by}"),
            LedgerError::UnknownAccount(name) => write!(f, "no account is named '{name}'"),
            LedgerError::TooFewPostings => write!(f, "a transaction needs at least two postings"),
            LedgerError::BadAmount(text) => write!(f, "'{text}' is not an amount"),
        }
    }
}

impl std::error::Error for LedgerError {}
