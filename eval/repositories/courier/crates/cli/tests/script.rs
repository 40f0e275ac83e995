use courier::run;

#[test]
fn messages_are_delivered() {
    let script = "send ada hello there\nsend bob hi\n\ntake ada\ntake ada\ntake bob\n";
    assert_eq!(
        run(script),
        "ada: hello there\nada has no messages\nbob: hi\n"
    );
}

#[test]
fn other_lines_are_refused() {
    assert_eq!(
        run("send ada\nfly"),
        "cannot run 'send ada'\ncannot run 'fly'\n"
    );
}
