use confread::Settings;

#[test]
fn the_last_line_wins() {
    let settings =
        Settings::parse("a = 1\na = 2\n[s]\nb = 1\n[t]\nb = 9\n[s]\nb = 2\nb = 3").unwrap();
    assert_eq!(
        settings.iter().collect::<Vec<_>>(),
        [("a", "2"), ("s.b", "3"), ("t.b", "9")]
    );
}
