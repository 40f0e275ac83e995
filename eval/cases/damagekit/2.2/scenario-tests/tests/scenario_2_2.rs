use damagekit::{Rect, Region};

#[test]
fn too_many() {
    let mut region = Region::new();
    for index in 0..5 {
        region.add(Rect::new(index * 3, 0, 1, 1));
    }
    region.simplify(4);
    assert_eq!(region.rects(), [Rect::new(0, 0, 13, 1)]);
}
