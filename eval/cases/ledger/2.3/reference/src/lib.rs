//! Double-entry bookkeeping with exact money.

mod amount;
mod currency;
mod error;
mod journal;
mod transaction;

pub use amount::Amount;
pub use currency::Currency;
pub use error::LedgerError;
pub use journal::Journal;
pub use transaction::{Posting, Transaction};
