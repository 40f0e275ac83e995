use std::collections::BTreeSet;

use crate::{Amount, Currency, LedgerError};

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

/// Accounts and what was posted to them, in order.
#[derive(Debug, Clone, Default)]
pub struct Journal {
    accounts: BTreeSet<String>,
    transactions: Vec<Transaction>,
}

impl Journal {
    pub fn new() -> Self {
        Self::default()
    }

    /// Opens an account. Opening it twice changes nothing.
    pub fn open(&mut self, account: impl Into<String>) {
        self.accounts.insert(account.into());
    }

    pub fn post(&mut self, transaction: Transaction) -> Result<(), LedgerError> {
        for posting in transaction.postings() {
            if !self.accounts.contains(&posting.account) {
                return Err(LedgerError::UnknownAccount(posting.account.clone()));
            }
        }
        self.transactions.push(transaction);
        Ok(())
    }

    pub fn balance(&self, account: &str, currency: Currency) -> Result<Amount, LedgerError> {
        if !self.accounts.contains(account) {
            return Err(LedgerError::UnknownAccount(account.to_owned()));
        }
        self.transactions
            .iter()
            .flat_map(Transaction::postings)
            .filter(|posting| posting.account == account && posting.amount.currency() == currency)
            .try_fold(Amount::zero(currency), |sum, posting| {
                sum.checked_add(posting.amount)
            })
    }

    pub fn transactions(&self) -> &[Transaction] {
        &self.transactions
    }
}
