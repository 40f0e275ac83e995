//! Runs scripts of `send` and `take` lines.

mod script;

pub use script::run;
