use calc::{Environment, Error, Expr, evaluate, parse};

fn value(formula: &str) -> f64 {
    let environment = Environment::new().with("a", 3.0).with("width", 10.0);
    evaluate(formula, &environment).expect(formula)
}

#[test]
fn products_come_before_sums() {
    assert_eq!(value("1 + 2 * 3"), 7.0);
    assert_eq!(value("(1 + 2) * 3"), 9.0);
    assert_eq!(value("2 * -a + width / 4"), -3.5);
}

#[test]
fn functions_are_called() {
    assert_eq!(value("max(a, 2 + 2)"), 4.0);
    assert_eq!(value("sqrt(abs(-16))"), 4.0);
    assert_eq!(value("min(1, 2) + 1"), 2.0);
}

#[test]
fn broken_formulas_are_refused() {
    assert_eq!(parse("1 +"), Err(Error::UnexpectedEnd));
    assert_eq!(parse("(1 2"), Err(Error::UnexpectedToken { at: 3 }));
    assert_eq!(parse("1)"), Err(Error::UnexpectedToken { at: 1 }));
}

#[test]
fn depth_counts_the_longest_way() {
    assert_eq!(parse("max(1, -a)").map(|expr: Expr| expr.depth()), Ok(3));
}
