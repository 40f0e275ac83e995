use calc::{Environment, evaluate};

fn value(formula: &str) -> f64 {
    evaluate(formula, &Environment::new()).expect(formula)
}

#[test]
fn from_the_right() {
    assert_eq!(value("2 ^ 3 ^ 2"), 512.0);
}

#[test]
fn a_minus_in_front() {
    assert_eq!(value("-2 ^ 2"), -4.0);
}

#[test]
fn a_negative_exponent() {
    assert_eq!(value("2 * 2 ^ -1"), 1.0);
}
