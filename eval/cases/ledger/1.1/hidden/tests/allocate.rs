use ledger::{Amount, Currency, LedgerError};

fn parts(minor: i64, ratios: &[u32]) -> Vec<i64> {
    let parts = Amount::new(minor, Currency::Eur)
        .allocate(ratios)
        .expect("split");
    assert!(parts.iter().all(|part| part.currency() == Currency::Eur));
    parts.into_iter().map(Amount::minor).collect()
}

#[test]
fn leftovers_go_to_the_first() {
    assert_eq!(parts(10_000, &[1, 1, 1]), [3334, 3333, 3333]);
    assert_eq!(parts(5, &[1, 1, 1]), [2, 2, 1]);
    assert_eq!(parts(100, &[70, 20, 10]), [70, 20, 10]);
    assert_eq!(parts(101, &[1, 3]), [26, 75]);
}

#[test]
fn debts_mirror_claims() {
    assert_eq!(parts(-5, &[1, 1]), [-3, -2]);
    assert_eq!(parts(-10_000, &[1, 1, 1]), [-3334, -3333, -3333]);
}

#[test]
fn zero_ratios_get_nothing() {
    assert_eq!(parts(5, &[0, 1, 1]), [0, 3, 2]);
    assert_eq!(parts(1, &[0, 0, 7]), [0, 0, 1]);
}

#[test]
fn nothing_to_split_by() {
    let amount = Amount::new(100, Currency::Usd);
    assert_eq!(amount.allocate(&[]), Err(LedgerError::NoRatios));
    assert_eq!(amount.allocate(&[0, 0]), Err(LedgerError::NoRatios));
}

#[test]
fn large_amounts_fit() {
    let minor = i64::MAX;
    let parts = parts(minor, &[u32::MAX, u32::MAX, 1]);
    assert_eq!(
        parts.iter().map(|&part| i128::from(part)).sum::<i128>(),
        i128::from(minor)
    );
    assert_eq!(
        Amount::new(i64::MIN, Currency::Jpy).allocate(&[1]).unwrap()[0].minor(),
        i64::MIN
    );
}
