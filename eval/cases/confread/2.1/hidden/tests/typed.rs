use confread::{Settings, TypeError};

#[test]
fn values_have_types() {
    let settings =
        Settings::parse("[server]\nport = 8080\nratio = 0.5\non = true\nname = x").unwrap();
    assert_eq!(settings.typed::<u16>("server.port").unwrap(), Some(8080));
    assert_eq!(settings.typed::<f32>("server.ratio").unwrap(), Some(0.5));
    assert_eq!(settings.typed::<bool>("server.on").unwrap(), Some(true));
    assert_eq!(
        settings.typed::<String>("server.name").unwrap(),
        Some("x".to_owned())
    );
}

#[test]
fn a_missing_key_is_no_error() {
    assert_eq!(Settings::default().typed::<u16>("port").unwrap(), None);
}

#[test]
fn the_error_reads_well() {
    let settings = Settings::parse("[server]\nport = http\nbig = 65536").unwrap();
    let error: TypeError = settings.typed::<u16>("server.port").unwrap_err();
    assert_eq!(error.to_string(), "'server.port' cannot be 'http'");
    let error: Box<dyn std::error::Error> =
        Box::new(settings.typed::<u16>("server.big").unwrap_err());
    assert_eq!(error.to_string(), "'server.big' cannot be '65536'");
}
