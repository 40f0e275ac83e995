use textflow::dedent;

#[test]
fn a_blank_line_in_between() {
    assert_eq!(dedent("    a\n\n      b"), "a\n\n  b");
}
