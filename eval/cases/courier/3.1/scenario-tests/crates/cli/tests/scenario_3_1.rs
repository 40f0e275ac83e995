#[test]
fn two_recipients() {
    assert_eq!(
        courier::run("send bob 1\nsend bob 2\nsend ada 3\ncount"),
        "ada 1\nbob 2\n"
    );
}
