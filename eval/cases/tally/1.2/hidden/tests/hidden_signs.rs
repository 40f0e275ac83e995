use tally::Amount;

#[test]
fn signs_are_kept() {
    for (cents, text) in [
        (-50, "-0.50"),
        (-5, "-0.05"),
        (-305, "-3.05"),
        (-100, "-1.00"),
        (0, "0.00"),
        (7, "0.07"),
        (12345, "123.45"),
    ] {
        assert_eq!(Amount::from_cents(cents).to_string(), text);
    }
}
