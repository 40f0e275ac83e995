//! Amounts of money.

use std::fmt;
use std::ops::Add;

/// An amount in cents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Amount(i64);

impl Amount {
    pub fn from_cents(cents: i64) -> Self {
        Amount(cents)
    }

    pub fn cents(self) -> i64 {
        self.0
    }

    /// Reads `12.50`, `-3.05` or `7`; undefined fractions and other text give `None`.
    pub fn parse(text: &str) -> Option<Self> {
        let (sign, digits) = match text.strip_prefix('-') {
            Some(rest) => (-1, rest),
            None => (1, text),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "00"));
        if fraction.len() != 2 || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let whole: i64 = whole.parse().ok().filter(|units| *units >= 0)?;
        let cents: i64 = fraction.parse().ok()?;
        Some(Amount(sign * (whole.checked_mul(100)?.checked_add(cents)?)))
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let cents = self.0.unsigned_abs();
        write!(f, "{sign}{}.{:02}", cents / 100, cents % 100)
    }
}

impl Add for Amount {
    type Output = Amount;

    fn add(self, other: Amount) -> Amount {
        Amount(self.0 + other.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_and_writes_plain_amounts() {
        assert_eq!(Amount::parse("12.50"), Some(Amount::from_cents(1250)));
        assert_eq!(Amount::parse("-3.05"), Some(Amount::from_cents(-305)));
        assert_eq!(Amount::from_cents(1250).to_string(), "12.50");
        assert_eq!(Amount::from_cents(-50).to_string(), "-0.50");
    }

    #[test]
    fn refuses_odd_text() {
        assert_eq!(Amount::parse("1.5"), None);
        assert_eq!(Amount::parse("--2.00"), None);
        assert_eq!(Amount::parse("ten"), None);
    }
}
