use textflow::{wrap, WrapOptions};

#[test]
fn a_list_item() {
    let lines = wrap("one two three", WrapOptions::new(9).hanging("- ", "  "));
    assert_eq!(lines, ["- one two", "  three"]);
}
