use std::io::Write;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let mut output = Vec::new();
    let code = confread::run(&arguments, &mut output);
    let stream: &mut dyn Write = if code == 2 {
        &mut std::io::stderr()
    } else {
        &mut std::io::stdout()
    };
    match stream.write_all(&output) {
        Ok(()) => ExitCode::from(code),
        Err(_) => ExitCode::from(2),
    }
}
