use textflow::dedent;

#[test]
fn blank_lines_do_not_count() {
    assert_eq!(dedent("    a\n\n      b"), "a\n\n  b");
    assert_eq!(dedent("    a\n  \n      b\n"), "a\n\n  b\n");
    assert_eq!(dedent("\n  a\n      \n  b"), "\na\n\nb");
    assert_eq!(dedent("   \n\t"), "\n");
}

#[test]
fn others_are_as_before() {
    assert_eq!(dedent("  a\n    b\n   c"), "a\n  b\n c");
    assert_eq!(dedent("\ta\n\t\tb"), "a\n\tb");
    assert_eq!(dedent("\ta\n  b"), "\ta\n  b");
    assert_eq!(dedent(""), "");
}
