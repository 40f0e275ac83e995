use calc::{Environment, TokenKind, evaluate, tokenize};

#[test]
fn thousands() {
    assert_eq!(evaluate("1.5e3 + 2E-1", &Environment::new()), Ok(1500.2));
}

#[test]
fn not_an_exponent() {
    let kinds: Vec<_> = tokenize("2e")
        .unwrap()
        .into_iter()
        .map(|token| token.kind)
        .collect();
    assert_eq!(kinds, [TokenKind::Number(2.0), TokenKind::Name("e")]);
}
