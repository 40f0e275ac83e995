use std::fmt;

use crate::{Currency, LedgerError};

/// A whole number of minor units of one currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Amount {
    minor: i64,
    currency: Currency,
}

impl Amount {
    pub const fn new(minor: i64, currency: Currency) -> Self {
        Self { minor, currency }
    }

    pub const fn zero(currency: Currency) -> Self {
        Self::new(0, currency)
    }

    pub const fn minor(self) -> i64 {
        self.minor
    }

    pub const fn currency(self) -> Currency {
        self.currency
    }

    pub const fn is_zero(self) -> bool {
        self.minor == 0
    }

    /// The sum, unless the currencies differ or it does not fit.
    pub fn checked_add(self, other: Amount) -> Result<Amount, LedgerError> {
        if self.currency != other.currency {
            return Err(LedgerError::CurrencyMismatch);
        }
        self.minor
            .checked_add(other.minor)
            .map(|minor| Amount::new(minor, self.currency))
            .ok_or(LedgerError::Overflow)
    }

    /// The amount with the other sign, unless it does not fit.
    pub fn checked_neg(self) -> Result<Amount, LedgerError> {
        self.minor
            .checked_neg()
            .map(|minor| Amount::new(minor, self.currency))
            .ok_or(LedgerError::Overflow)
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = self.currency.minor_digits();
        let code = self.currency.code();
        if digits == 0 {
            return write!(f, "{} {code}", self.minor);
        }
        let unit = 10_i64.pow(digits);
        let sign = if self.minor < 0 { "-" } else { "" };
        let whole = self.minor / unit;
        let rest = (self.minor % unit).abs();
        write!(
            f,
            "{sign}{whole}.{rest:0width$} {code}",
            width = digits as usize
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn adds_the_same_currency() {
        let sum = Amount::new(150, Currency::Eur).checked_add(Amount::new(-50, Currency::Eur));
        assert_eq!(sum, Ok(Amount::new(100, Currency::Eur)));
    }

    #[test]
    fn prints_both_parts() {
        assert_eq!(
            Amount::new(123_405, Currency::Usd).to_string(),
            "1234.05 USD"
        );
        assert_eq!(
            Amount::new(-123_405, Currency::Usd).to_string(),
            "-1234.05 USD"
        );
        assert_eq!(Amount::new(-7, Currency::Jpy).to_string(), "-7 JPY");
    }
}
