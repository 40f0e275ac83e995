use damagekit::Rect;

#[test]
fn scaled_rectangles_cover() {
    assert_eq!(Rect::new(1, 1, 1, 1).scaled(3, 2), Rect::new(1, 1, 2, 2));
    assert_eq!(Rect::new(2, 4, 2, 2).scaled(3, 2), Rect::new(3, 6, 3, 3));
    assert_eq!(Rect::new(3, 3, 3, 3).scaled(1, 2), Rect::new(1, 1, 2, 2));
    assert_eq!(
        Rect::new(5, 6, 7, 8).scaled(2, 1),
        Rect::new(10, 12, 14, 16)
    );
}

#[test]
fn negative_places_are_rounded_outwards() {
    assert_eq!(Rect::new(-1, 0, 1, 2).scaled(3, 2), Rect::new(-2, 0, 2, 3));
    assert_eq!(
        Rect::new(-3, -3, 2, 4).scaled(1, 2),
        Rect::new(-2, -2, 2, 3)
    );
}

#[test]
fn large_places_fit() {
    assert_eq!(
        Rect::new(1_000_000, 0, 3, 3).scaled(3000, 4000),
        Rect::new(750_000, 0, 3, 3)
    );
    assert_eq!(
        Rect::new(2_000_000_000, 0, 4, 4).scaled(120, 120),
        Rect::new(2_000_000_000, 0, 4, 4)
    );
}
