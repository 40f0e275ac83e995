use confread::{ParseError, Settings};

#[test]
fn a_semicolon_in_quotes() {
    let settings = Settings::parse(r#"motd = "a; b \"c\"""#).unwrap();
    assert_eq!(settings.get("motd"), Some(r#"a; b "c""#));
}

#[test]
fn a_missing_quote() {
    let text = "a = 1\nmotd = \"open\n";
    assert_eq!(
        Settings::parse(text),
        Err(ParseError::UnclosedQuote { line: 2 })
    );
}
