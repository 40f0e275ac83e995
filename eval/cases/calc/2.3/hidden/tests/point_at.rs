use calc::{Environment, evaluate};

fn pointed(formula: &str) -> String {
    evaluate(formula, &Environment::new())
        .expect_err(formula)
        .point_at(formula)
}

#[test]
fn the_caret_is_below_the_character() {
    assert_eq!(pointed("1 + $2"), "1 + $2\n    ^\nunexpected character '$'");
    assert_eq!(pointed("1.2.3"), "1.2.3\n^\nthis is not a number");
    assert_eq!(pointed("(1 2"), "(1 2\n   ^\nthis was not expected here");
}

#[test]
fn characters_are_counted() {
    assert_eq!(pointed("ü + ?"), "ü + ?\n    ^\nunexpected character '?'");
    assert_eq!(
        pointed("ä + ö +"),
        "ä + ö +\n       ^\nthe formula ends too early"
    );
}

#[test]
fn some_have_no_place() {
    assert_eq!(pointed("x + 1"), "there is no variable 'x'");
    assert_eq!(pointed("f(1)"), "there is no function 'f'");
    assert_eq!(pointed("abs()"), "'abs' takes 1 arguments, not 0");
}

#[test]
fn an_end_is_behind_the_last() {
    assert_eq!(pointed(""), "\n^\nthe formula ends too early");
    assert_eq!(pointed("1 +"), "1 +\n   ^\nthe formula ends too early");
}
