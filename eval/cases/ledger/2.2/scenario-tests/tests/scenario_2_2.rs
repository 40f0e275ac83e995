use ledger::{Amount, Currency, Journal, Posting, Transaction};

#[test]
fn two_accounts() {
    let eur = |minor| Amount::new(minor, Currency::Eur);
    let mut journal = Journal::new();
    journal.open("assets");
    journal.open("income");
    let postings = vec![
        Posting::new("assets", eur(1000)),
        Posting::new("income", eur(-1000)),
    ];
    journal
        .post(Transaction::new("sale", postings).unwrap())
        .unwrap();
    let balance = journal.trial_balance();
    let lines = balance.lines();
    assert_eq!(lines.len(), 2);
    assert_eq!(
        (lines[0].account.as_str(), lines[0].debit, lines[0].credit),
        ("assets", eur(1000), eur(0))
    );
    assert_eq!(
        (lines[1].account.as_str(), lines[1].debit, lines[1].credit),
        ("income", eur(0), eur(1000))
    );
    assert!(balance.is_balanced());
}
