use confread::Settings;

#[test]
fn a_port() {
    let settings = Settings::parse("[server]\nport = 8080").unwrap();
    assert_eq!(settings.typed::<u16>("server.port").unwrap(), Some(8080));
}

#[test]
fn not_a_number() {
    let settings = Settings::parse("[server]\nport = http").unwrap();
    let text = settings
        .typed::<u16>("server.port")
        .unwrap_err()
        .to_string();
    assert!(text.contains("server.port") && text.contains("http"));
}
