use ledger::{Amount, Currency};

#[test]
fn five_cents_owed() {
    assert_eq!(Amount::new(-5, Currency::Eur).to_string(), "-0.05 EUR");
}
