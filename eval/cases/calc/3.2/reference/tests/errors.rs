use calc::{Environment, Error, evaluate};

fn error(formula: &str) -> Error {
    evaluate(formula, &Environment::new()).expect_err(formula)
}

#[test]
fn unexpected_character() {
    assert_eq!(
        error("1 + #"),
        Error::UnexpectedCharacter {
            at: 4,
            character: '#'
        }
    );
}

#[test]
fn bad_number() {
    assert_eq!(error("2 * 1.2.3"), Error::BadNumber { at: 4 });
}

#[test]
fn unexpected_token() {
    assert_eq!(error("1 * / 2"), Error::UnexpectedToken { at: 4 });
}

#[test]
fn unexpected_end() {
    assert_eq!(error("max(1,"), Error::UnexpectedEnd);
}

#[test]
fn unknown_variable() {
    assert_eq!(error("1 + height"), Error::UnknownVariable("height".into()));
}

#[test]
fn unknown_function() {
    assert_eq!(error("sin(1)"), Error::UnknownFunction("sin".into()));
}

#[test]
fn wrong_arity() {
    let expected = Error::WrongArity {
        function: "max".into(),
        expected: 2,
        given: 3,
    };
    assert_eq!(error("max(1, 2, 3)"), expected);
}
