use damagekit::{Rect, Region};

fn dots(count: i32) -> Region {
    (0..count)
        .map(|index| Rect::new(index * 10, index * 10, 1, 1))
        .collect()
}

#[test]
fn ragged_regions_become_their_bounds() {
    let mut region = dots(5);
    region.simplify(5);
    assert_eq!((region.rects().len(), region.area()), (5, 5));
    region.simplify(4);
    assert_eq!(region.rects(), [Rect::new(0, 0, 41, 41)]);
    region.simplify(1);
    assert_eq!(region.area(), 41 * 41);
}

#[test]
fn nothing_stays_nothing() {
    let mut region = Region::new();
    region.simplify(0);
    assert!(region.is_empty());
}

#[test]
fn regions_are_collected() {
    let mut region: Region = [
        Rect::new(0, 0, 10, 10),
        Rect::new(5, 5, 10, 10),
        Rect::new(2, 2, 0, 9),
    ]
    .into_iter()
    .collect();
    assert_eq!(region.area(), 175);
    region.extend(vec![Rect::new(0, 0, 15, 15)]);
    assert_eq!(region.area(), 225);
}
