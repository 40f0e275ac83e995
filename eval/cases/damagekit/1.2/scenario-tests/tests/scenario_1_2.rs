use damagekit::Rect;

#[test]
fn one_and_a_half() {
    assert_eq!(Rect::new(1, 1, 1, 1).scaled(3, 2), Rect::new(1, 1, 2, 2));
}

#[test]
fn left_of_the_origin() {
    assert_eq!(Rect::new(-1, 0, 1, 2).scaled(3, 2), Rect::new(-2, 0, 2, 3));
}
