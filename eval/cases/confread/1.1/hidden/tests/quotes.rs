use confread::{ParseError, Settings};

fn value(line: &str) -> Result<String, ParseError> {
    Settings::parse(&format!("x = {line}")).map(|settings| settings.get("x").unwrap().to_owned())
}

#[test]
fn quotes_keep_everything() {
    assert_eq!(value(r#""a; b \"c\"""#).as_deref(), Ok(r#"a; b "c""#));
    assert_eq!(value(r#""  spaces  ""#).as_deref(), Ok("  spaces  "));
    assert_eq!(value(r#""C:\\dir""#).as_deref(), Ok(r"C:\dir"));
    assert_eq!(value(r#""""#).as_deref(), Ok(""));
    assert_eq!(value("\"# = ü\"").as_deref(), Ok("# = ü"));
}

#[test]
fn comments_may_follow() {
    assert_eq!(value(r#""a" ; comment"#).as_deref(), Ok("a"));
    assert_eq!(value(r##""a"   # "comment""##).as_deref(), Ok("a"));
}

#[test]
fn mistakes_have_a_line() {
    assert_eq!(
        Settings::parse("a = 1\nmotd = \"open\n"),
        Err(ParseError::UnclosedQuote { line: 2 })
    );
    assert_eq!(value(r#""a\""#), Err(ParseError::UnclosedQuote { line: 1 }));
    assert_eq!(value(r#""a\n""#), Err(ParseError::BadEscape { line: 1 }));
    assert_eq!(value(r#""a" b"#), Err(ParseError::TrailingText { line: 1 }));
}

#[test]
fn other_values_are_as_before() {
    assert_eq!(value(r#"a "b""#).as_deref(), Ok(r#"a "b""#));
    assert_eq!(value(r"a\n").as_deref(), Ok(r"a\n"));
}
