use ledger::{Amount, Currency, LedgerError};

fn eur(minor: i64) -> Amount {
    Amount::new(minor, Currency::Eur)
}

#[test]
fn a_hundred_euros_in_three() {
    assert_eq!(
        eur(10_000).allocate(&[1, 1, 1]),
        Ok(vec![eur(3334), eur(3333), eur(3333)])
    );
}

#[test]
fn a_debt_is_split() {
    assert_eq!(eur(-5).allocate(&[1, 1]), Ok(vec![eur(-3), eur(-2)]));
}

#[test]
fn a_ratio_of_zero() {
    assert_eq!(
        eur(5).allocate(&[0, 1, 1]),
        Ok(vec![eur(0), eur(3), eur(2)])
    );
}

#[test]
fn no_ratios() {
    assert_eq!(eur(100).allocate(&[]), Err(LedgerError::NoRatios));
    assert_eq!(eur(100).allocate(&[0]), Err(LedgerError::NoRatios));
}
