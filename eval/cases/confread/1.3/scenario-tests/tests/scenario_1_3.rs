use confread::Settings;

#[test]
fn twice() {
    assert_eq!(Settings::parse("a = 1\na = 2").unwrap().get("a"), Some("2"));
}
