use textflow::{diff, hunks, Hunk};

fn shown(old: &str, new: &str, context: usize) -> Vec<(usize, usize, String)> {
    let edits = diff(old, new);
    let found: Vec<Hunk<'_>> = hunks(&edits, context);
    let text = |hunk: &Hunk<'_>| {
        hunk.edits
            .iter()
            .map(|edit| edit.to_string())
            .collect::<Vec<_>>()
            .join(",")
    };
    found
        .iter()
        .map(|hunk| (hunk.old_start, hunk.new_start, text(hunk)))
        .collect()
}

const NINE: &str = "1\n2\n3\n4\n5\n6\n7\n8\n9";

#[test]
fn changes_have_context() {
    assert_eq!(
        shown(NINE, "1\n2\n3\n4\n6\n7\n8\n9", 1),
        [(4, 4, " 4,-5, 6".to_owned())]
    );
    assert_eq!(
        shown(NINE, "1\n2\n3\n4\n6\n7\n8\n9", 0),
        [(5, 5, "-5".to_owned())]
    );
    assert_eq!(
        shown(NINE, "x\n1\n2\n3\n4\n5\n6\n7\n8\n9", 2),
        [(1, 1, "+x, 1, 2".to_owned())]
    );
    assert_eq!(shown("a", "a\nb", 3), [(1, 1, " a,+b".to_owned())]);
}

#[test]
fn far_changes_are_apart() {
    let new = "1\n3\n4\n5\n6\n7\n9";
    assert_eq!(
        shown(NINE, new, 1),
        [(1, 1, " 1,-2, 3".to_owned()), (7, 6, " 7,-8, 9".to_owned())]
    );
    assert_eq!(shown(NINE, new, 2).len(), 2);
    assert_eq!(shown(NINE, new, 3).len(), 1);
    assert_eq!(shown(NINE, new, usize::MAX).len(), 1);
}

#[test]
fn touching_contexts_are_joined() {
    // Between the changes lie four lines: a context of two on each side leaves no gap.
    let new = "1\n3\n4\n5\n6\n8\n9";
    assert_eq!(shown(NINE, new, 2).len(), 1);
    assert_eq!(shown(NINE, new, 1).len(), 2);
}

#[test]
fn equal_texts_have_no_hunks() {
    assert!(shown(NINE, NINE, 3).is_empty());
    assert_eq!(shown("", "a", 3), [(1, 1, "+a".to_owned())]);
}
