use tally::entry::EntryError;
use tally::{Amount, Entry, Ledger};

const MONTH: &str = "\
# the day of the month, the account, the amount
1 salary 2100.00
3 rent -650.00  # by standing order

9 food -41.35
16 food -8.65
";

#[test]
fn a_month_is_read_and_added_up() {
    let ledger = Ledger::parse(MONTH).unwrap();
    assert_eq!(ledger.entries().len(), 4);
    assert_eq!(ledger.balance("food"), Amount::from_cents(-5000));
    assert_eq!(ledger.balance("nobody"), Amount::default());
}

#[test]
fn an_error_names_its_line() {
    let error = Ledger::parse("1 salary 2100.00\n\n3 rent\n").unwrap_err();
    assert_eq!(error, (3, EntryError::Fields(2)));
}

#[test]
fn an_entry_may_carry_a_comment() {
    let entry = Entry::parse("3 rent -650.00 # late").unwrap();
    assert_eq!(entry.day, 3);
    assert_eq!(entry.amount.cents(), -65000);
    assert_eq!(Entry::parse("32 rent 1.00"), Err(EntryError::Day("32".into())));
}
