//! One line of a ledger.

use crate::amount::Amount;

/// What happened on a day of the month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub day: u32,
    pub account: String,
    pub amount: Amount,
}

/// Why a line is no entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EntryError {
    /// Not exactly a day, an account and an amount.
    Fields(usize),
    Day(String),
    Amount(String),
}

impl Entry {
    /// Reads `3 rent -650.00`; what follows a `#` is a comment.
    pub fn parse(line: &str) -> Result<Self, EntryError> {
        let text = match line.find('#') {
            Some(at) => line[..at].trim(),
            None => line.trim(),
        };
        let fields: Vec<&str> = text.split_whitespace().collect();
        let [day, account, amount] = fields[..] else {
            return Err(EntryError::Fields(fields.len()));
        };
        let number: u32 = day.parse().map_err(|_| EntryError::Day(day.to_string()))?;
        if !(1..=31).contains(&number) {
            return Err(EntryError::Day(day.to_string()));
        }
        let amount = Amount::parse(amount).ok_or_else(|| EntryError::Amount(amount.to_string()))?;
        Ok(Entry {
            day: number,
            account: account.to_string(),
            amount,
        })
    }
}
