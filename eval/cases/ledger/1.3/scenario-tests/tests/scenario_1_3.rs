use ledger::{Amount, Currency, LedgerError};

#[test]
fn euros() {
    assert_eq!("-12.05 EUR".parse(), Ok(Amount::new(-1205, Currency::Eur)));
}

#[test]
fn yen_have_no_decimals() {
    assert_eq!("150 JPY".parse(), Ok(Amount::new(150, Currency::Jpy)));
}

#[test]
fn too_few_decimals() {
    assert_eq!(
        "12.5 EUR".parse::<Amount>(),
        Err(LedgerError::BadAmount("12.5 EUR".into()))
    );
}
