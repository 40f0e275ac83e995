#[test]
fn two_sections() {
    let path = std::path::PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("scenario_3_2.conf");
    std::fs::write(&path, "name = demo\n[server]\nport = 80\n").unwrap();
    let mut output = Vec::new();
    let code = confread::run(&["--list", path.to_str().unwrap()], &mut output);
    assert_eq!(
        String::from_utf8(output).unwrap(),
        "name = demo\nserver.port = 80\n"
    );
    assert_eq!(code, 0);
}
