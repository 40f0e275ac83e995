use confread::{run, Args, ArgsError};

fn file(name: &str, text: &str) -> String {
    let path = std::path::PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, text).unwrap();
    path.to_str().unwrap().to_owned()
}

fn result(arguments: &[&str]) -> (u8, String) {
    let mut output = Vec::new();
    let code = run(arguments, &mut output);
    (code, String::from_utf8(output).unwrap())
}

#[test]
fn the_command_line_wins() {
    let file = file("the_command_line_wins.conf", "port = 80\nhost = a");
    assert_eq!(
        result(&["--set", "port=81", &file, "port"]),
        (0, "81\n".into())
    );
    assert_eq!(
        result(&[&file, "port", "--set", "port=81", "--set", "port=82"]),
        (0, "82\n".into())
    );
    assert_eq!(
        result(&["--set", "port=81", &file, "host"]),
        (0, "a\n".into())
    );
    assert_eq!(result(&["--set", "new=1", &file, "new"]), (0, "1\n".into()));
    assert_eq!(result(&["--set", "port=", &file, "port"]), (0, "\n".into()));
    assert_eq!(result(&["--set", "port=81", &file, "nothing"]).0, 1);
    assert_eq!(result(&["--set", "port", &file, "port"]).0, 2);
}

#[test]
fn overrides_are_parsed() {
    let args = Args::parse(&["--set", "query=a=b", "--set", "x.y=", "file", "query"]).unwrap();
    assert_eq!(
        args.overrides,
        [
            ("query".into(), "a=b".into()),
            ("x.y".into(), String::new())
        ]
    );
    assert!(matches!(
        Args::parse(&["f", "k", "--set"]),
        Err(ArgsError::BadOverride(_))
    ));
    assert_eq!(
        Args::parse(&["--set", "port", "f", "k"]),
        Err(ArgsError::BadOverride("port".into()))
    );
    assert_eq!(
        Args::parse(&["--get", "a=b"]),
        Err(ArgsError::UnknownOption("--get".into()))
    );
}
