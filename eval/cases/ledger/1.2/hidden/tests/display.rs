use ledger::{Amount, Currency};

fn text(minor: i64, currency: Currency) -> String {
    Amount::new(minor, currency).to_string()
}

#[test]
fn small_debts_keep_their_sign() {
    assert_eq!(text(-5, Currency::Eur), "-0.05 EUR");
    assert_eq!(text(-99, Currency::Chf), "-0.99 CHF");
}

#[test]
fn others_are_as_before() {
    assert_eq!(text(0, Currency::Eur), "0.00 EUR");
    assert_eq!(text(5, Currency::Eur), "0.05 EUR");
    assert_eq!(text(-100, Currency::Eur), "-1.00 EUR");
    assert_eq!(text(-105, Currency::Eur), "-1.05 EUR");
    assert_eq!(text(-5, Currency::Jpy), "-5 JPY");
    assert_eq!(text(i64::MIN, Currency::Usd), "-92233720368547758.08 USD");
}
