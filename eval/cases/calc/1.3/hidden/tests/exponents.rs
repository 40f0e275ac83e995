use calc::{Environment, Error, TokenKind, evaluate, tokenize};

fn kinds(formula: &str) -> Vec<TokenKind<'_>> {
    tokenize(formula)
        .expect(formula)
        .into_iter()
        .map(|token| token.kind)
        .collect()
}

#[test]
fn exponents_belong_to_the_number() {
    assert_eq!(evaluate("1.5e3 + 2E-1", &Environment::new()), Ok(1500.2));
    assert_eq!(kinds("1e+2"), [TokenKind::Number(100.0)]);
    assert_eq!(kinds(".5e1"), [TokenKind::Number(5.0)]);
    assert_eq!(
        kinds("1e2-1"),
        [
            TokenKind::Number(100.0),
            TokenKind::Minus,
            TokenKind::Number(1.0)
        ]
    );
}

#[test]
fn an_e_alone_is_a_name() {
    assert_eq!(kinds("2e"), [TokenKind::Number(2.0), TokenKind::Name("e")]);
    assert_eq!(
        kinds("2 e3"),
        [TokenKind::Number(2.0), TokenKind::Name("e3")]
    );
    assert_eq!(
        kinds("2ex"),
        [TokenKind::Number(2.0), TokenKind::Name("ex")]
    );
    assert_eq!(
        kinds("2e-x")[..3],
        [
            TokenKind::Number(2.0),
            TokenKind::Name("e"),
            TokenKind::Minus
        ]
    );
    assert_eq!(kinds("2e+")[1], TokenKind::Name("e"));
}

#[test]
fn places_stay_right() {
    assert_eq!(tokenize("1e3*ä").unwrap()[2].at, 4);
    assert_eq!(tokenize("1.2.3e1"), Err(Error::BadNumber { at: 0 }));
}
