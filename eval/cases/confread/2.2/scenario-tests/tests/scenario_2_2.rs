use confread::Settings;

#[test]
fn one_key_of_a_section() {
    let mut settings = Settings::parse("[server]\nport = 80\nhost = a").unwrap();
    settings.merge(Settings::parse("[server]\nport = 90").unwrap());
    assert_eq!(settings.get("server.port"), Some("90"));
    assert_eq!(settings.get("server.host"), Some("a"));
}
