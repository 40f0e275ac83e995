use confread::Settings;

fn layer(pairs: &[(&str, &str)]) -> Settings {
    pairs
        .iter()
        .map(|&(key, value)| (key.to_owned(), value.to_owned()))
        .collect()
}

#[test]
fn later_layers_win_key_by_key() {
    let mut settings = layer(&[("server.port", "80"), ("server.host", "a")]);
    settings.merge(layer(&[("server.port", "90"), ("name", "x")]));
    assert_eq!(
        settings,
        layer(&[("name", "x"), ("server.host", "a"), ("server.port", "90")])
    );
    settings.merge(Settings::default());
    assert_eq!(settings.len(), 3);
}

#[test]
fn pairs_become_settings() {
    assert_eq!(layer(&[("a", "1"), ("a", "2")]).get("a"), Some("2"));
    assert!(layer(&[]).is_empty());
}
