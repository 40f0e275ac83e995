use std::io::Write;

use crate::{Args, Settings};

/// Runs the program: 0 found, 1 not found, 2 wrong usage or a broken file.
pub fn run<S: AsRef<str>>(arguments: &[S], output: &mut dyn Write) -> u8 {
    match try_run(arguments) {
        Ok(Some(text)) => write_all(output, &text, 0),
        Ok(None) => 1,
        Err(error) => write_all(output, &format!("{error}\n"), 2),
    }
}

fn try_run<S: AsRef<str>>(arguments: &[S]) -> Result<Option<String>, Box<dyn std::error::Error>> {
    let args = Args::parse(arguments)?;
    let settings = Settings::parse(&std::fs::read_to_string(&args.file)?)?;
    if args.list {
        let lines: Vec<String> = settings
            .iter()
            .map(|(key, value)| format!("{key} = {value}\n"))
            .collect();
        return Ok(Some(lines.concat()));
    }
    Ok(settings.get(&args.key).map(|value| format!("{value}\n")))
}

fn write_all(output: &mut dyn Write, text: &str, code: u8) -> u8 {
    match output.write_all(text.as_bytes()) {
        Ok(()) => code,
        Err(_) => 2,
    }
}
