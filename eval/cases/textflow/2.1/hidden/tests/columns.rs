use textflow::{Align, Table};

#[test]
fn columns_are_aligned() {
    let mut table = Table::new();
    table.row(["apple", "5", "x"]).row(["fig", "12", "long"]);
    table.align(1, Align::Right);
    assert_eq!(table.render(), ["apple   5  x", "fig    12  long"]);
    table.align(2, Align::Center);
    assert_eq!(table.render(), ["apple   5   x", "fig    12  long"]);
    table.align(1, Align::Left);
    assert_eq!(table.render()[1], "fig    12  long");
}

#[test]
fn no_space_at_the_end() {
    let mut table = Table::new();
    table
        .row(["a", "b"])
        .row(["ccc", "ddd"])
        .row(["e", ""])
        .row(["ü"]);
    assert_eq!(table.render(), ["a    b", "ccc  ddd", "e", "ü"]);
}

#[test]
fn columns_may_be_aligned_before_they_exist() {
    let mut table = Table::new().separated_by("|");
    table.align(3, Align::Right);
    table.align(0, Align::Right);
    table
        .row(["a", "b", "c", "d"])
        .row(["aa", "bb", "cc", "dd"]);
    assert_eq!(table.render(), [" a|b |c | d", "aa|bb|cc|dd"]);
    assert!(Table::new().render().is_empty());
}
