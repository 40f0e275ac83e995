use ledger::{Amount, Currency, LedgerError};

fn eur(minor: i64) -> Amount {
    Amount::new(minor, Currency::Eur)
}

#[test]
fn sums_that_fit_reach_both_ends() {
    assert_eq!(eur(i64::MAX - 1).checked_add(eur(1)), Ok(eur(i64::MAX)));
    assert_eq!(eur(i64::MIN + 1).checked_add(eur(-1)), Ok(eur(i64::MIN)));
}

#[test]
fn sums_that_do_not_fit_are_refused() {
    assert_eq!(
        eur(i64::MAX).checked_add(eur(1)),
        Err(LedgerError::Overflow)
    );
    assert_eq!(
        eur(i64::MIN).checked_add(eur(-1)),
        Err(LedgerError::Overflow)
    );
}

#[test]
fn currencies_are_not_mixed() {
    let usd = Amount::new(1, Currency::Usd);
    assert_eq!(eur(1).checked_add(usd), Err(LedgerError::CurrencyMismatch));
    assert_eq!(
        eur(i64::MAX).checked_add(usd),
        Err(LedgerError::CurrencyMismatch)
    );
}

#[test]
fn the_smallest_amount_has_no_opposite() {
    assert_eq!(eur(i64::MAX).checked_neg(), Ok(eur(-i64::MAX)));
    assert_eq!(eur(i64::MIN).checked_neg(), Err(LedgerError::Overflow));
}
