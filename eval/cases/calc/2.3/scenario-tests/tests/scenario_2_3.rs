use calc::parse;

#[test]
fn a_stray_sign() {
    let error = parse("1 + $2").unwrap_err();
    assert_eq!(
        error.point_at("1 + $2"),
        "1 + $2\n    ^\nunexpected character '$'"
    );
}

#[test]
fn letters_beyond_ascii() {
    let error = parse("ü + ?").unwrap_err();
    assert_eq!(error.point_at("ü + ?").lines().nth(1), Some("    ^"));
}
