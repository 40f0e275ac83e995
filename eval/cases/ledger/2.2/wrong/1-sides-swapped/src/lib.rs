//! Double-entry bookkeeping with exact money.

mod amount;
mod currency;
mod error;
mod journal;
mod trial_balance;

pub use amount::Amount;
pub use currency::Currency;
pub use error::LedgerError;
pub use journal::{Journal, Posting, Transaction};
pub use trial_balance::{Line, TrialBalance};
