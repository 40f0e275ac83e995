use calc::parse;

fn variables(formula: &str) -> Vec<String> {
    parse(formula)
        .expect(formula)
        .variables()
        .into_iter()
        .map(str::to_owned)
        .collect()
}

#[test]
fn each_once_and_sorted() {
    assert_eq!(variables("max(b, a) + b"), ["a", "b"]);
    assert_eq!(
        variables("z * -y / (x - min(w, -(v)))"),
        ["v", "w", "x", "y", "z"]
    );
}

#[test]
fn functions_are_no_variables() {
    assert_eq!(variables("abs(1) + max(2, 3)"), [""; 0]);
    assert_eq!(variables("max + max(1, 2)"), ["max"]);
}

#[test]
fn names_are_borrowed() {
    let expr = parse("a + b").unwrap();
    let first = { expr.variables().into_iter().next().unwrap() };
    assert_eq!(first, "a");
}
