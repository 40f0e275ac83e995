use std::fmt;

/// What the program was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Args {
    pub file: String,
    pub key: String,
    /// What `--set` gave, in its order.
    pub overrides: Vec<(String, String)>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ArgsError {
    /// A file and a key are needed.
    Missing(&'static str),
    UnknownOption(String),
    TooMany(String),
    /// `--set` without `key=value` behind it; what stands there instead.
    BadOverride(String),
}

impl fmt::Display for ArgsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ArgsError::Missing(what) => write!(f, "no {what} was given"),
            ArgsError::UnknownOption(option) => write!(f, "there is no option {option}"),
            ArgsError::TooMany(argument) => write!(f, "'{argument}' is one argument too many"),
            ArgsError::BadOverride(text) => write!(f, "--set needs key=value, not '{text}'"),
        }
    }
}

impl std::error::Error for ArgsError {}

impl Args {
    /// Reads the arguments without the name of the program.
    pub fn parse<S: AsRef<str>>(arguments: &[S]) -> Result<Args, ArgsError> {
        let mut positions = Vec::new();
        let mut overrides = Vec::new();
        let mut arguments = arguments.iter().map(AsRef::as_ref);
        while let Some(argument) = arguments.next() {
            if argument == "--set" {
                overrides.push(read_override(arguments.next().unwrap_or_default())?);
                continue;
            }
            if argument.starts_with("--") {
                return Err(ArgsError::UnknownOption(argument.to_owned()));
            }
            if positions.len() == 2 {
                return Err(ArgsError::TooMany(argument.to_owned()));
            }
            positions.push(argument.to_owned());
        }
        let mut positions = positions.into_iter();
        Ok(Args {
            file: positions.next().ok_or(ArgsError::Missing("file"))?,
            key: positions.next().ok_or(ArgsError::Missing("key"))?,
            overrides,
        })
    }
}

fn read_override(text: &str) -> Result<(String, String), ArgsError> {
    match text.split_once('=') {
        Some((key, value)) if !key.is_empty() => Ok((key.to_owned(), value.to_owned())),
        _ => Err(ArgsError::BadOverride(text.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_positions_are_needed() {
        let args = Args::parse(&["a.conf", "x.y"]).unwrap();
        assert_eq!((args.file.as_str(), args.key.as_str()), ("a.conf", "x.y"));
        assert_eq!(Args::parse(&["a.conf"]), Err(ArgsError::Missing("key")));
        assert_eq!(
            Args::parse(&["a", "b", "c"]),
            Err(ArgsError::TooMany("c".into()))
        );
        assert_eq!(
            Args::parse(&["--what"]),
            Err(ArgsError::UnknownOption("--what".into()))
        );
    }
}
