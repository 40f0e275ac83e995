#[test]
fn the_program_still_delivers() {
    assert_eq!(
        courier::run("send ada 1\nsend ada 2\ntake ada\ntake ada\ntake ada"),
        "ada: 1\nada: 2\nada has no messages\n"
    );
}
