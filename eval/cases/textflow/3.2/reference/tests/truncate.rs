use textflow::{truncate, Ellipsis};

#[test]
fn nothing_fits_no_columns() {
    assert_eq!(truncate("abc", 0, Ellipsis::Single), "");
    assert_eq!(truncate("abc", 0, Ellipsis::Dots), "");
    assert_eq!(truncate("", 0, Ellipsis::Dots), "");
}

#[test]
fn the_ellipsis_is_cut_itself() {
    assert_eq!(truncate("abcdef", 1, Ellipsis::Single), "…");
    assert_eq!(truncate("abcdef", 1, Ellipsis::Dots), ".");
    assert_eq!(truncate("abcdef", 3, Ellipsis::Dots), "...");
}

#[test]
fn a_line_of_the_width_stays() {
    assert_eq!(truncate("abcdef", 6, Ellipsis::Single), "abcdef");
    assert_eq!(truncate("abcdef", 6, Ellipsis::Dots), "abcdef");
    assert_eq!(truncate("abcdef", 5, Ellipsis::Single), "abcd…");
    assert_eq!(truncate("abcdef", 5, Ellipsis::Dots), "ab...");
}

#[test]
fn characters_are_counted() {
    assert_eq!(truncate("äöüß", 4, Ellipsis::Single), "äöüß");
    assert_eq!(truncate("äöüßx", 4, Ellipsis::Single), "äöü…");
    assert_eq!(truncate("äöüßx", 4, Ellipsis::Dots), "ä...");
}
