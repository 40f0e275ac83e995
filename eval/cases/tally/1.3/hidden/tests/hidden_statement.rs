use tally::statement::{statement, StatementLine};
use tally::{Amount, Ledger};

fn line(day: u32, amount: i64, balance: i64) -> StatementLine {
    StatementLine {
        day,
        amount: Amount::from_cents(amount),
        balance: Amount::from_cents(balance),
    }
}

#[test]
fn lines_are_ordered_by_day_with_the_balance_after_each() {
    let ledger = Ledger::parse("16 food -8.65\n9 food -41.35\n10 rent -650.00\n").unwrap();
    assert_eq!(
        statement(&ledger, "food"),
        vec![line(9, -4135, -4135), line(16, -865, -5000)]
    );
    assert!(statement(&ledger, "nobody").is_empty());
}

#[test]
fn entries_of_one_day_keep_their_order() {
    let ledger = Ledger::parse("2 food 3.00\n2 food 1.00\n1 food 2.00\n2 food 2.00\n").unwrap();
    assert_eq!(
        statement(&ledger, "food"),
        vec![line(1, 200, 200), line(2, 300, 500), line(2, 100, 600), line(2, 200, 800)]
    );
}
