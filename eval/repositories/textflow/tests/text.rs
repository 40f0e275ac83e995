use textflow::{align_line, dedent, diff, indent, justify, Align, Edit, Table};

#[test]
fn blank_lines_are_not_indented() {
    assert_eq!(indent("a\n\n  b\n", "> "), "> a\n\n>   b\n");
    assert_eq!(dedent("  a\n    b\n   c"), "a\n  b\n c");
    assert_eq!(dedent("a\n  b"), "a\n  b");
}

#[test]
fn lines_are_aligned() {
    assert_eq!(align_line("ab", 5, Align::Left), "ab   ");
    assert_eq!(align_line("ab", 5, Align::Center), " ab  ");
    assert_eq!(align_line("ab", 5, Align::Right), "   ab");
    assert_eq!(align_line("abcdef", 5, Align::Right), "abcdef");
}

#[test]
fn lines_are_justified() {
    assert_eq!(justify("a b c", 8), "a   b  c");
    assert_eq!(justify("word", 8), "word");
    assert_eq!(justify("too  long already", 8), "too long already");
}

#[test]
fn tables_have_columns() {
    let mut table = Table::new().separated_by(" | ");
    table.row(["a", "bcd"]).row(["efg", "h", "i"]);
    let lines: Vec<String> = table
        .render()
        .iter()
        .map(|line| line.trim_end().to_owned())
        .collect();
    assert_eq!(lines, ["a   | bcd", "efg | h   | i"]);
}

#[test]
fn differences_are_small() {
    let edits = diff("a\nb\nc\n", "a\nc\nd\n");
    assert_eq!(
        edits,
        [
            Edit::Keep("a"),
            Edit::Remove("b"),
            Edit::Keep("c"),
            Edit::Add("d")
        ]
    );
    assert_eq!(edits.iter().filter(|edit| edit.is_change()).count(), 2);
    assert_eq!(Edit::Remove("b").to_string(), "-b");
    assert!(diff("", "").is_empty());
}
