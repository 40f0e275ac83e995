use ledger::{Amount, Currency, LedgerError};

#[test]
fn reads_what_it_writes() {
    for text in [
        "0.00 EUR",
        "12.05 EUR",
        "-12.05 EUR",
        "150 JPY",
        "-7 JPY",
        "1234.99 CHF",
        "-1.00 USD",
    ] {
        assert_eq!(
            text.parse::<Amount>().map(|amount| amount.to_string()),
            Ok(text.to_owned())
        );
    }
    assert_eq!("-0.05 EUR".parse(), Ok(Amount::new(-5, Currency::Eur)));
    assert_eq!(
        "-92233720368547758.08 USD".parse(),
        Ok(Amount::new(i64::MIN, Currency::Usd))
    );
}

#[test]
fn refuses_the_rest() {
    for text in [
        "",
        " ",
        "EUR",
        "12.05",
        "12.05EUR",
        "12.5 EUR",
        "12.055 EUR",
        "12 EUR",
        ".05 EUR",
        "1.50 JPY",
        "150. JPY",
        "--1.00 EUR",
        "+1.00 EUR",
        "1.-5 EUR",
        "1.00 EUR ",
        "1.00 eur",
        "1.00 XXX",
        "a.bc EUR",
        "99999999999999999999.00 EUR",
    ] {
        assert_eq!(
            text.parse::<Amount>(),
            Err(LedgerError::BadAmount(text.to_owned())),
            "{text:?}"
        );
    }
}
