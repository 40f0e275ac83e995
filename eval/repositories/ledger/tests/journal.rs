use ledger::{Amount, Currency, Journal, LedgerError, Posting, Transaction};

fn eur(minor: i64) -> Amount {
    Amount::new(minor, Currency::Eur)
}

fn sale(minor: i64) -> Transaction {
    let postings = vec![
        Posting::new("assets", eur(minor)),
        Posting::new("income", eur(-minor)),
    ];
    Transaction::new("sale", postings).expect("balanced")
}

#[test]
fn balances_add_up() {
    let mut journal = Journal::new();
    journal.open("assets");
    journal.open("income");
    journal.post(sale(1000)).expect("posted");
    journal.post(sale(250)).expect("posted");
    assert_eq!(journal.balance("assets", Currency::Eur), Ok(eur(1250)));
    assert_eq!(journal.balance("income", Currency::Eur), Ok(eur(-1250)));
    assert_eq!(
        journal.balance("income", Currency::Usd),
        Ok(Amount::zero(Currency::Usd))
    );
    assert_eq!(journal.transactions().len(), 2);
}

#[test]
fn unknown_accounts_are_refused() {
    let mut journal = Journal::new();
    journal.open("assets");
    assert_eq!(
        journal.post(sale(1)),
        Err(LedgerError::UnknownAccount("income".into()))
    );
    assert!(journal.transactions().is_empty());
}

#[test]
fn postings_must_sum_to_zero() {
    let postings = vec![
        Posting::new("assets", eur(10)),
        Posting::new("income", eur(-9)),
    ];
    assert_eq!(
        Transaction::new("", postings),
        Err(LedgerError::Unbalanced(eur(1)))
    );
    let lonely = vec![Posting::new("assets", eur(0))];
    assert_eq!(
        Transaction::new("", lonely),
        Err(LedgerError::TooFewPostings)
    );
}
