//! Entries in the order they were written.

use std::collections::BTreeMap;

use crate::amount::Amount;
use crate::entry::{Entry, EntryError};

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ledger {
    entries: Vec<Entry>,
}

impl Ledger {
    pub fn new() -> Self {
        Ledger::default()
    }

    /// Reads a whole ledger; blank lines and comments are passed over. An error carries its line number, from 1.
    pub fn parse(text: &str) -> Result<Self, (usize, EntryError)> {
        let mut ledger = Ledger::new();
        for (index, line) in text.lines().enumerate() {
            let content = match line.find('#') {
                Some(at) => line[..at].trim(),
                None => line.trim(),
            };
            if content.is_empty() {
                continue;
            }
            let entry = Entry::parse(content).map_err(|error| (index + 1, error))?;
            ledger.add(entry);
        }
        Ok(ledger)
    }

    pub fn add(&mut self, entry: Entry) {
        self.entries.push(entry);
    }

    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The sum of all amounts of one account.
    pub fn balance(&self, account: &str) -> Amount {
        self.entries
            .iter()
            .filter(|entry| entry.account == account)
            .fold(Amount::default(), |sum, entry| sum + entry.amount)
    }

    /// The balance of every account that is not even, ordered by name.
    pub fn balances(&self) -> Vec<(String, Amount)> {
        let mut sums: BTreeMap<&str, Amount> = BTreeMap::new();
        for entry in &self.entries {
            let sum = sums.entry(&entry.account).or_default();
            *sum = *sum + entry.amount;
        }
        sums.into_iter()
            .filter(|(_, sum)| *sum != Amount::default())
            .map(|(account, sum)| (account.to_string(), sum))
            .collect()
    }
}
