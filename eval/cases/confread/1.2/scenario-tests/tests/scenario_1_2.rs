use confread::Settings;

#[test]
fn a_comment() {
    assert_eq!(
        Settings::parse("port = 80 ; the default")
            .unwrap()
            .get("port"),
        Some("80")
    );
}

#[test]
fn no_white_space() {
    assert_eq!(
        Settings::parse("colour = red#3").unwrap().get("colour"),
        Some("red#3")
    );
}
