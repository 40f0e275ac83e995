use std::collections::BTreeMap;

use crate::{Amount, Currency, Posting};

/// What one account holds in one currency. The side without a balance is zero.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub account: String,
    pub debit: Amount,
    pub credit: Amount,
}

/// The balances of a journal, sorted by account and currency code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrialBalance {
    lines: Vec<Line>,
}

impl TrialBalance {
    pub(crate) fn of<'a>(postings: impl Iterator<Item = &'a Posting>) -> Self {
        let mut sums: BTreeMap<(&str, &str), (Currency, i64)> = BTreeMap::new();
        for posting in postings {
            let currency = posting.amount.currency();
            let key = (posting.account.as_str(), currency.code());
            let sum = &mut sums.entry(key).or_insert((currency, 0)).1;
            *sum = sum.saturating_add(posting.amount.minor());
        }
        let lines = sums
            .into_iter()
            .map(|((account, _), (currency, sum))| Line {
                account: account.to_owned(),
                debit: Amount::new(sum.max(0), currency),
                credit: Amount::new(sum.min(0).saturating_neg(), currency),
            });
        Self {
            lines: lines.collect(),
        }
    }

    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// Whether the debits equal the credits in every currency.
    pub fn is_balanced(&self) -> bool {
        let mut sums: BTreeMap<Currency, i128> = BTreeMap::new();
        for line in &self.lines {
            let difference = i128::from(line.debit.minor()) - i128::from(line.credit.minor());
            *sums.entry(line.debit.currency()).or_default() += difference;
        }
        sums.values().all(|&sum| sum == 0)
    }
}
