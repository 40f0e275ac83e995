use confread::Settings;

fn value(line: &str) -> String {
    Settings::parse(&format!("x ={line}"))
        .unwrap()
        .get("x")
        .unwrap()
        .to_owned()
}

#[test]
fn white_space_starts_a_comment() {
    assert_eq!(value(" 80 ; the default"), "80");
    assert_eq!(value(" 80\t# the default ; really"), "80");
    assert_eq!(value(" a b  ;c"), "a b");
    assert_eq!(value(" ä ;ö"), "ä");
}

#[test]
fn without_white_space_it_is_text() {
    assert_eq!(value(" red#3"), "red#3");
    assert_eq!(value(" a;b;c"), "a;b;c");
    assert_eq!(value(" a#1 #2"), "a#1");
    assert_eq!(value("#fff"), "#fff");
}

#[test]
fn nothing_but_a_comment() {
    assert_eq!(value(" ; nothing"), "");
    assert_eq!(value(""), "");
}
