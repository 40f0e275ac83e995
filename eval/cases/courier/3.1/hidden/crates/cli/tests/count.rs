use courier::run;

#[test]
fn waiting_messages_are_counted() {
    assert_eq!(
        run("send bob 1\nsend ada 2\nsend bob 3\ncount"),
        "ada 1\nbob 2\n"
    );
    assert_eq!(run("count\nsend bob 1\ntake bob\ncount"), "bob: 1\n");
    assert_eq!(
        run("send bob 1\nsend ada 2\ntake bob\ncount\nsend bob 3\ncount"),
        "bob: 1\nada 1\nada 1\nbob 1\n"
    );
}

#[test]
fn count_takes_nothing() {
    assert_eq!(run("count ada"), "cannot run 'count ada'\n");
}
