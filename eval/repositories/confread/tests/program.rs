use std::path::PathBuf;
use std::process::Command;

fn file(name: &str, text: &str) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, text).unwrap();
    path
}

#[test]
fn prints_a_value() {
    let path = file("prints_a_value.conf", "[server]\nport = 8080\n");
    let output = Command::new(env!("CARGO_BIN_EXE_confread"))
        .arg(&path)
        .arg("server.port")
        .output()
        .unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stdout), "8080\n");
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn tells_what_is_missing() {
    let path = file("tells_what_is_missing.conf", "a = 1\n");
    let output = Command::new(env!("CARGO_BIN_EXE_confread"))
        .arg(&path)
        .arg("b")
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    let output = Command::new(env!("CARGO_BIN_EXE_confread"))
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(
        String::from_utf8_lossy(&output.stderr),
        "no file was given\n"
    );
}
