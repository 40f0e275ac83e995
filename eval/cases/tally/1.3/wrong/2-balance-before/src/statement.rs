//! How an account moved over the month.

use crate::amount::Amount;
use crate::entry::Entry;
use crate::ledger::Ledger;

/// An entry of one account and the balance after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatementLine {
    pub day: u32,
    pub amount: Amount,
    pub balance: Amount,
}

/// The entries of an account by day, each with the balance after it.
pub fn statement(ledger: &Ledger, account: &str) -> Vec<StatementLine> {
    let mut entries: Vec<&Entry> = ledger
        .entries()
        .iter()
        .filter(|entry| entry.account == account)
        .collect();
    entries.sort_by_key(|entry| entry.day);
    let mut balance = Amount::default();
    let mut lines = Vec::new();
    for entry in entries {
        lines.push(StatementLine {
            day: entry.day,
            amount: entry.amount,
            balance,
        });
        balance = balance + entry.amount;
    }
    lines
}
