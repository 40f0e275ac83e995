use textflow::{wrap, WrapOptions};

fn broken(text: &str, width: usize) -> Vec<String> {
    wrap(text, WrapOptions::new(width).breaking())
}

#[test]
fn long_words_fill_the_lines() {
    assert_eq!(broken("a abcdefghij b", 4), ["a", "abcd", "efgh", "ij b"]);
    assert_eq!(broken("abcdefgh", 4), ["abcd", "efgh"]);
    assert_eq!(broken("abcdefgh x", 4), ["abcd", "efgh", "x"]);
    assert_eq!(broken("äöüßäöüß", 3), ["äöü", "ßäö", "üß"]);
    assert_eq!(broken("abcd abc", 4), ["abcd", "abc"]);
}

#[test]
fn a_width_of_zero_ends() {
    assert_eq!(broken("ab c", 0).concat().replace(' ', ""), "abc");
}

#[test]
fn breaking_is_off_by_default() {
    assert!(!WrapOptions::new(4).break_words);
    assert!(WrapOptions::new(4).breaking().break_words);
    assert_eq!(wrap("abcdefgh x", WrapOptions::new(4)), ["abcdefgh", "x"]);
}
