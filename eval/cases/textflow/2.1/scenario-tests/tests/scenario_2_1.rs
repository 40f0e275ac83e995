use textflow::{Align, Table};

#[test]
fn numbers_to_the_right() {
    let mut table = Table::new();
    table.row(["apple", "5"]).row(["fig", "12"]);
    table.align(1, Align::Right);
    assert_eq!(table.render(), ["apple   5", "fig    12"]);
}
