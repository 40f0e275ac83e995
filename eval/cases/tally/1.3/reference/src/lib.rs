//! A ledger in plain text: one entry a line, amounts in cents.

pub mod amount;
pub mod entry;
pub mod ledger;
pub mod statement;

pub use amount::Amount;
pub use entry::Entry;
pub use ledger::Ledger;
