use ledger::{Amount, Currency, Journal, Line, Posting, Transaction, TrialBalance};

fn post(journal: &mut Journal, from: &str, to: &str, minor: i64, currency: Currency) {
    journal.open(from);
    journal.open(to);
    let postings = vec![
        Posting::new(from, Amount::new(-minor, currency)),
        Posting::new(to, Amount::new(minor, currency)),
    ];
    journal
        .post(Transaction::new("t", postings).expect("balanced"))
        .expect("posted");
}

fn line(account: &str, debit: i64, credit: i64, currency: Currency) -> Line {
    Line {
        account: account.into(),
        debit: Amount::new(debit, currency),
        credit: Amount::new(credit, currency),
    }
}

#[test]
fn lines_are_sorted_and_sided() {
    let mut journal = Journal::new();
    journal.open("unused");
    post(&mut journal, "income", "bank", 1000, Currency::Usd);
    post(&mut journal, "income", "bank", 500, Currency::Eur);
    post(&mut journal, "bank", "food", 200, Currency::Eur);
    let balance: TrialBalance = journal.trial_balance();
    assert_eq!(
        balance.lines(),
        [
            line("bank", 300, 0, Currency::Eur),
            line("bank", 1000, 0, Currency::Usd),
            line("food", 200, 0, Currency::Eur),
            line("income", 0, 500, Currency::Eur),
            line("income", 0, 1000, Currency::Usd),
        ]
    );
    assert!(balance.is_balanced());
}

#[test]
fn nothing_is_balanced() {
    assert!(Journal::new().trial_balance().lines().is_empty());
    assert!(Journal::new().trial_balance().is_balanced());
}
