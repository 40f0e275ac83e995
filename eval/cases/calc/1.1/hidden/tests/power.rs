use calc::{BinaryOp, Environment, Error, Expr, TokenKind, evaluate, parse, tokenize};

fn value(formula: &str) -> f64 {
    evaluate(formula, &Environment::new().with("a", 3.0)).expect(formula)
}

#[test]
fn powers_group_from_the_right() {
    assert_eq!(value("2 ^ 3 ^ 2"), 512.0);
    assert_eq!(value("(2 ^ 3) ^ 2"), 64.0);
}

#[test]
fn powers_bind_tighter_than_the_rest() {
    assert_eq!(value("-2 ^ 2"), -4.0);
    assert_eq!(value("(-2) ^ 2"), 4.0);
    assert_eq!(value("2 * 2 ^ -1"), 1.0);
    assert_eq!(value("a^2 + 1"), 10.0);
    assert_eq!(value("2 ^ -a ^ 0"), 0.5);
    assert_eq!(value("max(a ^ 2, 8) ^ 0.5"), 3.0);
}

#[test]
fn tokens_and_trees_know_it() {
    assert_eq!(tokenize("1^2").unwrap()[1].kind, TokenKind::Caret);
    let tree = Expr::binary(BinaryOp::Power, Expr::Number(1.0), Expr::Number(2.0));
    assert_eq!(parse("1 ^ 2"), Ok(tree));
    assert_eq!(parse("1 ^"), Err(Error::UnexpectedEnd));
    assert_eq!(parse("^ 1"), Err(Error::UnexpectedToken { at: 0 }));
}
