use textflow::{diff, hunks};

const NINE: &str = "1\n2\n3\n4\n5\n6\n7\n8\n9";

#[test]
fn one_change() {
    let edits = diff(NINE, "1\n2\n3\n4\nx\n6\n7\n8\n9");
    let found = hunks(&edits, 1);
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].old_start, found[0].new_start), (4, 4));
    let mut lines: Vec<String> = found[0].edits.iter().map(|edit| edit.to_string()).collect();
    lines[1..3].sort_by(|a, b| b.cmp(a));
    assert_eq!(lines, [" 4", "-5", "+x", " 6"]);
}

#[test]
fn two_changes_far_apart() {
    let edits = diff(NINE, "1\n3\n4\n5\n6\n7\n9");
    let found = hunks(&edits, 1);
    assert_eq!(found.len(), 2);
    assert_eq!((found[1].old_start, found[1].new_start), (7, 6));
}
