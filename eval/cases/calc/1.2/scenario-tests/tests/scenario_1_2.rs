use calc::{Environment, evaluate};

#[test]
fn two_differences() {
    assert_eq!(evaluate("10 - 3 - 2", &Environment::new()), Ok(5.0));
}

#[test]
fn a_quotient_and_a_product() {
    assert_eq!(evaluate("12 / 3 * 2", &Environment::new()), Ok(8.0));
}
