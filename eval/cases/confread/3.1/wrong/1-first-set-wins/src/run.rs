use std::io::Write;

use crate::{Args, Settings};

/// Runs the program: 0 found, 1 not found, 2 wrong usage or a broken file.
pub fn run<S: AsRef<str>>(arguments: &[S], output: &mut dyn Write) -> u8 {
    match try_run(arguments) {
        Ok(Some(text)) => write_line(output, &text, 0),
        Ok(None) => 1,
        Err(error) => write_line(output, &error.to_string(), 2),
    }
}

fn try_run<S: AsRef<str>>(arguments: &[S]) -> Result<Option<String>, Box<dyn std::error::Error>> {
    let args = Args::parse(arguments)?;
    let settings = Settings::parse(&std::fs::read_to_string(&args.file)?)?;
    let given = args.overrides.iter().find(|(key, _)| *key == args.key);
    let value = given.map(|(_, value)| value.as_str());
    Ok(value.or_else(|| settings.get(&args.key)).map(str::to_owned))
}

fn write_line(output: &mut dyn Write, text: &str, code: u8) -> u8 {
    match writeln!(output, "{text}") {
        Ok(()) => code,
        Err(_) => 2,
    }
}
