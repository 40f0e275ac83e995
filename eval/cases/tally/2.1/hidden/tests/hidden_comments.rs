use tally::{Entry, Ledger};

#[test]
fn the_first_mark_begins_the_comment() {
    assert_eq!(Entry::parse("3 rent -650.00 # late # again").unwrap().day, 3);
    let ledger = Ledger::parse("# a # b\n1 tea 1.00#x#y\n  # c\n").unwrap();
    assert_eq!(ledger.entries().len(), 1);
}
