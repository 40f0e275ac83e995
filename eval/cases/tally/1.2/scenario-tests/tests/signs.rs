use tally::Amount;

#[test]
fn fifty_cents_owed() {
    assert_eq!(Amount::from_cents(-50).to_string(), "-0.50");
}
