use calc::parse;

#[test]
fn twice_the_same() {
    let expr = parse("max(b, a) + b").unwrap();
    assert_eq!(expr.variables().into_iter().collect::<Vec<_>>(), ["a", "b"]);
}
