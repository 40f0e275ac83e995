use damagekit::Rect;

#[test]
fn touching_is_not_overlapping() {
    let rect = Rect::new(0, 0, 10, 10);
    for other in [
        Rect::new(10, 0, 5, 5),
        Rect::new(0, 10, 5, 5),
        Rect::new(-5, 0, 5, 5),
        Rect::new(0, -5, 5, 5),
    ] {
        assert_eq!(rect.intersection(other), None);
        assert_eq!(other.intersection(rect), None);
    }
}

#[test]
fn empty_rectangles_share_nothing() {
    let rect = Rect::new(0, 0, 10, 10);
    assert_eq!(rect.intersection(Rect::new(5, 5, 0, 3)), None);
    assert_eq!(rect.intersection(Rect::new(5, 5, 3, 0)), None);
    assert_eq!(Rect::default().intersection(Rect::default()), None);
}

#[test]
fn one_pixel_is_enough() {
    let rect = Rect::new(0, 0, 10, 10);
    assert_eq!(
        rect.intersection(Rect::new(9, 9, 5, 5)),
        Some(Rect::new(9, 9, 1, 1))
    );
    assert_eq!(
        rect.intersection(Rect::new(-4, 2, 5, 1)),
        Some(Rect::new(0, 2, 1, 1))
    );
}
