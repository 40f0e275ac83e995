use confread::Args;

#[test]
fn a_port_from_the_command_line() {
    let path = std::path::PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("scenario_3_1.conf");
    std::fs::write(&path, "port = 80\n").unwrap();
    let mut output = Vec::new();
    let code = confread::run(
        &["--set", "port=81", path.to_str().unwrap(), "port"],
        &mut output,
    );
    assert_eq!((code, output.as_slice()), (0, b"81\n".as_slice()));
}

#[test]
fn an_equals_sign_in_the_value() {
    let args = Args::parse(&["--set", "query=a=b", "file", "query"]).unwrap();
    assert_eq!(args.overrides, [("query".to_owned(), "a=b".to_owned())]);
}
