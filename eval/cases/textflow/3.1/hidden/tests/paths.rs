use textflow::{diff, truncate, wrap, Edit, Ellipsis, WrapOptions};

#[test]
fn the_public_paths_stay() {
    assert_eq!(diff("a", "a"), [Edit::Keep("a")]);
    assert_eq!(diff("a", "")[0].line(), "a");
    assert_eq!(truncate("abc", 2, Ellipsis::Single), "a…");
    assert_eq!(wrap("a b", WrapOptions::new(1)), ["a", "b"]);
}
