use calc::{BinaryOp, Environment, Expr, evaluate, parse};

fn value(formula: &str) -> f64 {
    evaluate(formula, &Environment::new()).expect(formula)
}

#[test]
fn chains_group_from_the_left() {
    assert_eq!(value("10 - 3 - 2"), 5.0);
    assert_eq!(value("10 - 3 + 2"), 9.0);
    assert_eq!(value("12 / 3 * 2"), 8.0);
    assert_eq!(value("100 / 5 / 2"), 10.0);
    assert_eq!(value("1 - 2 * 3 - 4 / 2 / 2"), -6.0);
    assert_eq!(value("10 - (3 - 2)"), 9.0);
}

#[test]
fn the_tree_leans_to_the_left() {
    let (one, two, three) = (Expr::Number(1.0), Expr::Number(2.0), Expr::Number(3.0));
    let inner = Expr::binary(BinaryOp::Add, one, two);
    assert_eq!(
        parse("1 + 2 + 3"),
        Ok(Expr::binary(BinaryOp::Add, inner, three))
    );
}
