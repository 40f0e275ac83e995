use damagekit::{Point, Rect, Size};

#[test]
fn the_public_paths_stay() {
    let rect = Rect::new(1, 2, 3, 4).translated(Point::new(1, 1) - Point::new(0, 2));
    assert_eq!(
        (rect.left(), rect.top(), rect.right(), rect.bottom()),
        (2, 1, 5, 5)
    );
    assert_eq!((Size::new(-1, 5).w, Size::new(2, 5).area()), (0, 10));
}
