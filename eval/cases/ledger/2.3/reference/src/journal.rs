use std::collections::BTreeSet;

use crate::{Amount, Currency, LedgerError, Transaction};

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
