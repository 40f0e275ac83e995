use textflow::{wrap, WrapOptions};

#[test]
fn ten_letters() {
    let lines = wrap("a abcdefghij b", WrapOptions::new(4).breaking());
    assert_eq!(lines, ["a", "abcd", "efgh", "ij b"]);
}
