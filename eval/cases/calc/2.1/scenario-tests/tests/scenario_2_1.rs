use calc::{BinaryOp, Expr, parse};

#[test]
fn needless_parentheses() {
    assert_eq!(parse("(a * b) + ((c))").unwrap().to_string(), "a * b + c");
}

#[test]
fn needed_parentheses() {
    let name = |name: &str| Expr::Variable(name.to_owned());
    let sum = Expr::Negate(Box::new(Expr::binary(BinaryOp::Add, name("a"), name("b"))));
    let inner = Expr::binary(BinaryOp::Subtract, name("d"), name("e"));
    let difference = Expr::binary(BinaryOp::Subtract, name("c"), inner);
    let tree = Expr::binary(BinaryOp::Multiply, sum, difference);
    assert_eq!(tree.to_string(), "-(a + b) * (c - (d - e))");
}
