use std::path::PathBuf;
use std::process::{Command, Output};

fn file(name: &str, text: &str) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, text).unwrap();
    path
}

fn confread(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_confread"))
        .args(arguments)
        .output()
        .unwrap()
}

#[test]
fn every_key_is_listed() {
    let path = file(
        "every_key_is_listed.conf",
        "name = demo\nz =\n[server]\nport = 80\nhost = a = b\n",
    );
    for arguments in [
        ["--list", path.to_str().unwrap()],
        [path.to_str().unwrap(), "--list"],
    ] {
        let output = confread(&arguments);
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        assert_eq!(
            text,
            "name = demo\nserver.host = a = b\nserver.port = 80\nz = \n"
        );
        assert_eq!(output.status.code(), Some(0));
    }
}

#[test]
fn an_empty_file_lists_nothing() {
    let path = file("an_empty_file_lists_nothing.conf", "");
    let output = confread(&["--list", path.to_str().unwrap()]);
    assert_eq!((output.stdout.len(), output.status.code()), (0, Some(0)));
}

#[test]
fn one_key_is_printed_as_before() {
    let path = file("one_key_is_printed_as_before.conf", "a = 1\nb = 2\n");
    let output = confread(&[path.to_str().unwrap(), "b"]);
    assert_eq!(String::from_utf8_lossy(&output.stdout), "2\n");
    assert_eq!(confread(&["--list"]).status.code(), Some(2));
    assert_eq!(confread(&[path.to_str().unwrap()]).status.code(), Some(2));
}
