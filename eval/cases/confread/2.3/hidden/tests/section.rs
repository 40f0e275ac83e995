use confread::Settings;

#[test]
fn keys_below_a_section() {
    let text = "server = x\n[server]\nport = 80\nhost = a\n[server.tls]\nport = 443\n[server2]\nport = 1\n[a.server]\nb = 2";
    let settings = Settings::parse(text).unwrap();
    let found: Vec<_> = settings.section("server").collect();
    assert_eq!(found, [("host", "a"), ("port", "80"), ("tls.port", "443")]);
    assert_eq!(
        settings.section("server.tls").collect::<Vec<_>>(),
        [("port", "443")]
    );
    assert_eq!(settings.section("nothing").count(), 0);
}

#[test]
fn names_may_be_borrowed_for_a_while() {
    let settings = Settings::parse("[a]\nb = 1").unwrap();
    let name = String::from("a");
    let keys: Vec<&str> = settings.section(&name).map(|(key, _)| key).collect();
    assert_eq!(keys, ["b"]);
}
