use ledger::{Amount, Currency, LedgerError, Posting, Transaction};

fn made(amounts: &[(i64, Currency)]) -> Result<usize, LedgerError> {
    let postings = amounts
        .iter()
        .map(|&(minor, currency)| Posting::new("a", Amount::new(minor, currency)))
        .collect();
    Transaction::new("t", postings).map(|transaction| transaction.postings().len())
}

#[test]
fn each_currency_balances_alone() {
    use Currency::{Eur, Usd};
    assert_eq!(
        made(&[(1000, Eur), (-1000, Usd)]),
        Err(LedgerError::Unbalanced(Amount::new(1000, Eur)))
    );
    assert_eq!(
        made(&[(1000, Eur), (-1000, Eur), (1100, Usd), (-1100, Usd)]),
        Ok(4)
    );
    assert_eq!(
        made(&[(1000, Eur), (1100, Usd), (-1000, Eur), (-1100, Usd)]),
        Ok(4)
    );
    assert_eq!(
        made(&[(5, Eur), (-5, Eur), (7, Usd)]),
        Err(LedgerError::Unbalanced(Amount::new(7, Usd)))
    );
}

#[test]
fn one_currency_is_as_before() {
    use Currency::Jpy;
    assert_eq!(made(&[(1, Jpy), (2, Jpy), (-3, Jpy)]), Ok(3));
    assert_eq!(
        made(&[(1, Jpy), (2, Jpy)]),
        Err(LedgerError::Unbalanced(Amount::new(3, Jpy)))
    );
    assert_eq!(
        made(&[(i64::MAX, Jpy), (1, Jpy)]),
        Err(LedgerError::Overflow)
    );
    assert_eq!(made(&[(0, Jpy)]), Err(LedgerError::TooFewPostings));
}
