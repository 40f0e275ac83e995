use ledger::{Amount, Currency, Journal, LedgerError, Posting, Transaction};

#[test]
fn the_public_paths_stay() {
    let amount = Amount::new(3, Currency::Eur);
    let postings = vec![
        Posting::new("a", amount),
        Posting::new("b", amount.checked_neg().unwrap()),
    ];
    let transaction: Result<Transaction, LedgerError> = Transaction::new("note", postings);
    let mut journal = Journal::new();
    journal.open("a");
    journal.open("b");
    journal.post(transaction.unwrap()).unwrap();
    assert_eq!(journal.transactions()[0].note(), "note");
    assert_eq!(journal.balance("b", Currency::Eur).unwrap().minor(), -3);
}
