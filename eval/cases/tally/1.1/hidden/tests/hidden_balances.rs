use tally::{Amount, Ledger};

fn balances(text: &str) -> Vec<(String, Amount)> {
    Ledger::parse(text).unwrap().balances()
}

fn pair(account: &str, cents: i64) -> (String, Amount) {
    (account.to_string(), Amount::from_cents(cents))
}

#[test]
fn accounts_are_added_up_and_ordered() {
    assert_eq!(
        balances("1 salary 2100.00\n9 food -41.35\n16 food -8.65\n"),
        vec![pair("food", -5000), pair("salary", 210000)]
    );
}

#[test]
fn even_accounts_are_left_out() {
    assert_eq!(balances("1 loan 20.00\n2 loan -20.00\n3 tea 1.00\n"), vec![pair("tea", 100)]);
    assert!(balances("").is_empty());
}
