use std::io::{Read, Write};
use std::process::ExitCode;

fn main() -> ExitCode {
    let mut script = String::new();
    if std::io::stdin().read_to_string(&mut script).is_err() {
        return ExitCode::FAILURE;
    }
    match std::io::stdout().write_all(courier::run(&script).as_bytes()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}
