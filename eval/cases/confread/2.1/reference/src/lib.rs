//! Settings from an INI-like file.

mod args;
mod parse;
mod run;
mod settings;
mod type_error;

pub use args::{Args, ArgsError};
pub use parse::ParseError;
pub use run::run;
pub use settings::Settings;
pub use type_error::TypeError;
