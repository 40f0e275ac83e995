use textflow::{wrap, WrapOptions};

#[test]
fn lists_hang() {
    let options = WrapOptions::new(9).hanging("- ", "  ");
    assert_eq!(wrap("one two three", options), ["- one two", "  three"]);
    assert_eq!(
        wrap("one two three", WrapOptions::new(8).hanging("- ", "  ")),
        ["- one", "  two", "  three"]
    );
    assert_eq!(
        wrap("a b c d", WrapOptions::new(5).hanging("", "> ")),
        ["a b c", "> d"]
    );
    assert_eq!(
        wrap("a b c d", WrapOptions::new(5).hanging("ü) ", "")),
        ["ü) a", "b c d"]
    );
}

#[test]
fn only_the_first_line_is_first() {
    let options = WrapOptions::new(20).hanging("* ", "  ");
    assert_eq!(
        wrap("one\n\ntwo", options.without_paragraphs()),
        ["* one", "  two"]
    );
    let lines: Vec<String> = wrap("one\n\ntwo", options)
        .iter()
        .map(|line| line.trim_end().to_owned())
        .collect();
    assert_eq!(lines, ["* one", "", "  two"]);
    assert!(wrap("", options).is_empty());
}

#[test]
fn indents_are_borrowed() {
    let bullet = String::from("1. ");
    let lines = wrap("x", WrapOptions::new(9).hanging(&bullet, ""));
    assert_eq!(lines, ["1. x"]);
}

#[test]
fn without_indents_it_is_as_before() {
    assert_eq!(
        wrap("the quick brown fox", WrapOptions::new(9)),
        ["the quick", "brown fox"]
    );
}
