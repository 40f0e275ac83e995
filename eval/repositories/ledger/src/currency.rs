/// The currencies the books are kept in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Currency {
    Chf,
    Eur,
    Jpy,
    Usd,
}

impl Currency {
    /// Every currency, in the order of the codes.
    pub const ALL: [Currency; 4] = [Currency::Chf, Currency::Eur, Currency::Jpy, Currency::Usd];

    /// The ISO 4217 code.
    pub fn code(self) -> &'static str {
        match self {
            Currency::Chf => "CHF",
            Currency::Eur => "EUR",
            Currency::Jpy => "JPY",
            Currency::Usd => "USD",
        }
    }

    /// How many decimal digits the minor unit has.
    pub fn minor_digits(self) -> u32 {
        match self {
            Currency::Jpy => 0,
            _ => 2,
        }
    }
}
