use std::fmt;

/// What the program was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Args {
    pub file: String,
    /// Empty when everything is listed.
    pub key: String,
    /// Print every key instead of one.
    pub list: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ArgsError {
    /// A file and a key are needed.
    Missing(&'static str),
    UnknownOption(String),
    TooMany(String),
}

impl fmt::Display for ArgsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ArgsError::Missing(what) => write!(f, "no {what} was given"),
            ArgsError::UnknownOption(option) => write!(f, "there is no option {option}"),
            ArgsError::TooMany(argument) => write!(f, "'{argument}' is one argument too many"),
        }
    }
}

impl std::error::Error for ArgsError {}

impl Args {
    /// Reads the arguments without the name of the program.
    pub fn parse<S: AsRef<str>>(arguments: &[S]) -> Result<Args, ArgsError> {
        let mut positions = Vec::new();
        let mut list = false;
        for argument in arguments.iter().map(AsRef::as_ref) {
            if argument == "--list" {
                list = true;
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
        let file = positions.next().ok_or(ArgsError::Missing("file"))?;
        let key = match (list, positions.next()) {
            (true, Some(extra)) => return Err(ArgsError::TooMany(extra)),
            (true, None) => String::new(),
            (false, key) => key.ok_or(ArgsError::Missing("key"))?,
        };
        Ok(Args { file, key, list })
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
