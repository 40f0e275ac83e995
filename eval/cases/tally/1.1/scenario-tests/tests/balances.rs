use tally::{Amount, Ledger};

#[test]
fn two_accounts() {
    let ledger = Ledger::parse("1 salary 2100.00\n9 food -41.35\n16 food -8.65\n").unwrap();
    assert_eq!(
        ledger.balances(),
        vec![
            ("food".to_string(), Amount::from_cents(-5000)),
            ("salary".to_string(), Amount::from_cents(210000)),
        ]
    );
}

#[test]
fn an_account_that_is_even() {
    let ledger = Ledger::parse("1 loan 20.00\n2 loan -20.00\n").unwrap();
    assert!(ledger.balances().is_empty());
}
