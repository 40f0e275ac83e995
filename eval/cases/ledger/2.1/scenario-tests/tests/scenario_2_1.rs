use ledger::{Amount, Currency, LedgerError, Posting, Transaction};

fn posting(account: &str, minor: i64, currency: Currency) -> Posting {
    Posting::new(account, Amount::new(minor, currency))
}

#[test]
fn euros_against_dollars() {
    let postings = vec![
        posting("assets", 1000, Currency::Eur),
        posting("income", -1000, Currency::Usd),
    ];
    let difference = Amount::new(1000, Currency::Eur);
    assert_eq!(
        Transaction::new("sale", postings),
        Err(LedgerError::Unbalanced(difference))
    );
}

#[test]
fn an_exchange_through_equity() {
    let postings = vec![
        posting("assets", 1000, Currency::Eur),
        posting("equity", -1000, Currency::Eur),
        posting("equity", 1100, Currency::Usd),
        posting("assets", -1100, Currency::Usd),
    ];
    assert!(Transaction::new("exchange", postings).is_ok());
}
