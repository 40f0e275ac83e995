use tally::Amount;

#[test]
fn what_is_written_is_read_back() {
    for cents in [0, 5, 99, 100, 12345, -305] {
        let amount = Amount::from_cents(cents);
        assert_eq!(Amount::parse(&amount.to_string()), Some(amount));
    }
}

#[test]
fn odd_fractions_are_refused() {
    for text in ["1.234", "1.", ""] {
        assert_eq!(Amount::parse(text), None, "{text}");
    }
}
