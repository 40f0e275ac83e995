use confread::{ParseError, Settings};

#[test]
fn sections_prefix_their_keys() {
    let settings =
        Settings::parse("name = demo\n\n[server]\nport=8080\n; comment\n# too\nhost = a b\n")
            .unwrap();
    assert_eq!(settings.get("name"), Some("demo"));
    assert_eq!(settings.get("server.port"), Some("8080"));
    assert_eq!(settings.get("server.host"), Some("a b"));
    assert_eq!(settings.get("port"), None);
    assert_eq!(settings.len(), 3);
}

#[test]
fn a_value_may_be_empty_or_hold_an_equals_sign() {
    let settings = Settings::parse("a =\nb = c=d").unwrap();
    assert_eq!(
        settings.iter().collect::<Vec<_>>(),
        [("a", ""), ("b", "c=d")]
    );
}

#[test]
fn errors_name_their_line() {
    assert_eq!(
        Settings::parse("a = 1\nb"),
        Err(ParseError::NoValue { line: 2 })
    );
    assert_eq!(
        Settings::parse("= 1"),
        Err(ParseError::EmptyKey { line: 1 })
    );
    assert_eq!(
        Settings::parse("\n\n[a"),
        Err(ParseError::UnclosedSection { line: 3 })
    );
    assert_eq!(
        Settings::parse("[a").unwrap_err().to_string(),
        "line 1: expected ]"
    );
}
