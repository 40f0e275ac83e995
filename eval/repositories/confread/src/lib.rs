//! Settings from an INI-like file.

mod args;
mod parse;
mod run;
mod settings;

pub use args::{Args, ArgsError};
pub use parse::ParseError;
pub use run::run;
pub use settings::Settings;
