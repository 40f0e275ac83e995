use crate::{Amount, LedgerError};

/// One line of a transaction: what an account receives (or gives, when negative).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Posting {
    pub account: String,
    pub amount: Amount,
}

impl Posting {
    pub fn new(account: impl Into<String>, amount: Amount) -> Self {
        Self {
            account: account.into(),
            amount,
        }
    }
}

/// Postings that sum to zero.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transaction {
    note: String,
    postings: Vec<Posting>,
}

impl Transaction {
    /// Makes a transaction if the postings are balanced.
    pub fn new(note: impl Into<String>, postings: Vec<Posting>) -> Result<Self, LedgerError> {
        let [first, _, ..] = postings.as_slice() else {
            return Err(LedgerError::TooFewPostings);
        };
        let mut sum: i64 = 0;
        for posting in &postings {
            sum = sum
                .checked_add(posting.amount.minor())
                .ok_or(LedgerError::Overflow)?;
        }
        if sum != 0 {
            return Err(LedgerError::Unbalanced(Amount::new(
                sum,
                first.amount.currency(),
            )));
        }
        Ok(Self {
            note: note.into(),
            postings,
        })
    }

    pub fn note(&self) -> &str {
        &self.note
    }

    pub fn postings(&self) -> &[Posting] {
        &self.postings
    }
}
