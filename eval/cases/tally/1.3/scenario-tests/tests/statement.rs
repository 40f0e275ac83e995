use tally::statement::statement;
use tally::Ledger;

#[test]
fn entries_out_of_order() {
    let ledger = Ledger::parse("16 food -8.65\n9 food -41.35\n10 rent -650.00\n").unwrap();
    let lines = statement(&ledger, "food");
    let seen: Vec<(u32, i64)> = lines.iter().map(|line| (line.day, line.balance.cents())).collect();
    assert_eq!(seen, vec![(9, -4135), (16, -5000)]);
}
