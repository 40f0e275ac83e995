use textflow::{diff, Edit};

#[test]
fn two_lines_replaced() {
    let edits = diff("a\nb\nc", "x\ny\nc");
    let expected = [
        Edit::Remove("a"),
        Edit::Remove("b"),
        Edit::Add("x"),
        Edit::Add("y"),
        Edit::Keep("c"),
    ];
    assert_eq!(edits, expected);
}
