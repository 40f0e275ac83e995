use damagekit::{Rect, Size, Transform};

const OUTPUT: Size = Size { w: 100, h: 50 };
const RECT: Rect = Rect::new(10, 5, 20, 10);

#[test]
fn every_transform() {
    let expected = [
        (Transform::Normal, Rect::new(10, 5, 20, 10)),
        (Transform::Turn90, Rect::new(5, 70, 10, 20)),
        (Transform::Turn180, Rect::new(70, 35, 20, 10)),
        (Transform::Turn270, Rect::new(35, 10, 10, 20)),
        (Transform::Flipped, Rect::new(70, 5, 20, 10)),
        (Transform::Flipped90, Rect::new(5, 10, 10, 20)),
        (Transform::Flipped180, Rect::new(10, 35, 20, 10)),
        (Transform::Flipped270, Rect::new(35, 70, 10, 20)),
    ];
    for (transform, rect) in expected {
        assert_eq!(transform.apply(RECT, OUTPUT), rect, "{transform:?}");
    }
}

#[test]
fn the_output_stays_the_output() {
    let whole = Rect {
        size: OUTPUT,
        ..Rect::default()
    };
    for transform in [
        Transform::Turn90,
        Transform::Flipped270,
        Transform::Turn180,
        Transform::Flipped,
    ] {
        let turned = Rect {
            size: transform.size(OUTPUT),
            ..Rect::default()
        };
        assert_eq!(transform.apply(whole, OUTPUT), turned);
    }
    assert_eq!(Transform::Turn270.size(OUTPUT), Size::new(50, 100));
    assert_eq!(Transform::Flipped180.size(OUTPUT), OUTPUT);
}
