use damagekit::Rect;

#[test]
fn side_by_side() {
    assert_eq!(
        Rect::new(0, 0, 10, 10).intersection(Rect::new(10, 0, 5, 5)),
        None
    );
}

#[test]
fn an_empty_rectangle() {
    assert_eq!(
        Rect::new(0, 0, 10, 10).intersection(Rect::new(5, 5, 0, 3)),
        None
    );
}
