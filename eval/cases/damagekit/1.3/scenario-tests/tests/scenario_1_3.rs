use damagekit::{Rect, Size, Transform};

#[test]
fn a_quarter_turn() {
    let turned = Transform::Turn90.apply(Rect::new(10, 5, 20, 10), Size::new(100, 50));
    assert_eq!(turned, Rect::new(5, 70, 10, 20));
}

#[test]
fn mirrored() {
    let mirrored = Transform::Flipped.apply(Rect::new(10, 5, 20, 10), Size::new(100, 50));
    assert_eq!(mirrored, Rect::new(70, 5, 20, 10));
}
