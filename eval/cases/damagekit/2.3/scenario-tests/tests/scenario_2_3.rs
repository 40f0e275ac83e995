use damagekit::{Element, ElementId, Rect, Stack};

fn second_area(opaque: bool) -> i64 {
    let mut stack = Stack::new();
    stack.push_front(Element {
        id: ElementId(2),
        rect: Rect::new(5, 0, 10, 10),
        opaque: true,
    });
    stack.push_front(Element {
        id: ElementId(1),
        rect: Rect::new(0, 0, 10, 10),
        opaque,
    });
    stack.visible()[1].1.area()
}

#[test]
fn half_hidden() {
    assert_eq!(second_area(true), 50);
}

#[test]
fn behind_glass() {
    assert_eq!(second_area(false), 100);
}
