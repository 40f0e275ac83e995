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

    /// Splits the amount by ratios. The parts sum to the whole: minor units that are left over go to the first parts
    /// whose ratio is not zero, one each.
    pub fn allocate(self, ratios: &[u32]) -> Result<Vec<Amount>, LedgerError> {
        let total: i128 = ratios.iter().map(|&ratio| i128::from(ratio)).sum();
        if total == 0 {
            return Err(LedgerError::NoRatios);
        }
        let whole = i128::from(self.minor).abs();
        let mut shares: Vec<i128> = ratios
            .iter()
            .map(|&ratio| whole * i128::from(ratio) / total)
            .collect();
        let mut left = whole - shares.iter().sum::<i128>();
        for (share, &ratio) in shares.iter_mut().zip(ratios) {
            if left > 0 && ratio > 0 {
                *share += 1;
                left -= 1;
            }
        }
        let sign = if self.minor < 0 { -1 } else { 1 };
        shares
            .into_iter()
            .map(|share| i64::try_from(sign * share).map_err(|_| LedgerError::Overflow))
            .map(|minor| minor.map(|minor| Amount::new(minor, self.currency)))
            .collect()
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
        let whole = self.minor / unit;
        let rest = (self.minor % unit).abs();
        write!(f, "{whole}.{rest:0width$} {code}", width = digits as usize)
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
