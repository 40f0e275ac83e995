use textflow::diff;

fn shown(old: &str, new: &str) -> String {
    diff(old, new)
        .iter()
        .map(|edit| edit.to_string())
        .collect::<Vec<_>>()
        .join(",")
}

#[test]
fn removals_come_first() {
    assert_eq!(shown("a\nb\nc", "x\ny\nc"), "-a,-b,+x,+y, c");
    assert_eq!(shown("a\nb", "x\ny"), "-a,-b,+x,+y");
    assert_eq!(
        shown("1\na\n2\nb\n3", "1\nx\n2\ny\n3"),
        " 1,-a,+x, 2,-b,+y, 3"
    );
}

#[test]
fn runs_stay_apart() {
    assert_eq!(shown("k\nb", "a\nk"), "+a, k,-b");
    assert_eq!(shown("a\nb\nc\n", "a\nc\nd\n"), " a,-b, c,+d");
    assert_eq!(shown("", "a\nb"), "+a,+b");
    assert_eq!(shown("b\na", ""), "-b,-a");
}
