use calc::{BinaryOp::*, Expr, parse};

fn name(name: &str) -> Expr {
    Expr::Variable(name.into())
}

fn negate(expr: Expr) -> Expr {
    Expr::Negate(Box::new(expr))
}

fn printed(formula: &str) -> String {
    parse(formula).expect(formula).to_string()
}

#[test]
fn needless_parentheses_go() {
    assert_eq!(printed("(a * b) + ((c))"), "a * b + c");
    assert_eq!(printed("max((a+1),-(b))"), "max(a + 1, -b)");
    assert_eq!(printed("f()*2.50"), "f() * 2.5");
    assert_eq!(printed("(-a) / b"), "-a / b");
}

#[test]
fn needed_parentheses_stay() {
    assert_eq!(printed("(a + b) * c"), "(a + b) * c");
    assert_eq!(printed("-(a * b)"), "-(a * b)");
    assert_eq!(printed("a / (b * c)"), "a / (b * c)");
}

#[test]
fn operators_of_one_level_group_from_the_left() {
    let left = Expr::binary(
        Subtract,
        Expr::binary(Subtract, name("a"), name("b")),
        name("c"),
    );
    let right = Expr::binary(Subtract, name("a"), Expr::binary(Add, name("b"), name("c")));
    assert_eq!(left.to_string(), "a - b - c");
    assert_eq!(right.to_string(), "a - (b + c)");
    let quotients = Expr::binary(
        Divide,
        Expr::binary(Multiply, name("a"), name("b")),
        name("c"),
    );
    assert_eq!(quotients.to_string(), "a * b / c");
}

#[test]
fn a_tree_built_by_hand() {
    let sum = negate(Expr::binary(Add, name("a"), name("b")));
    let difference = Expr::binary(
        Subtract,
        name("c"),
        Expr::binary(Subtract, name("d"), name("e")),
    );
    let tree = Expr::binary(Multiply, sum, difference);
    assert_eq!(tree.to_string(), "-(a + b) * (c - (d - e))");
    assert_eq!(negate(negate(name("a"))).to_string(), "--a");
}
