use damagekit::{Element, ElementId, Point, Rect, Stack};

fn stack(elements: &[(u32, Rect, bool)]) -> Stack {
    let mut stack = Stack::new();
    for &(id, rect, opaque) in elements.iter().rev() {
        stack.push_front(Element {
            id: ElementId(id),
            rect,
            opaque,
        });
    }
    stack
}

fn areas(stack: &Stack) -> Vec<(u32, i64)> {
    stack
        .visible()
        .iter()
        .map(|(id, region)| (id.0, region.area()))
        .collect()
}

#[test]
fn opaque_elements_hide() {
    let front = Rect::new(0, 0, 10, 10);
    let back = Rect::new(5, 0, 10, 10);
    assert_eq!(
        areas(&stack(&[(1, front, true), (2, back, true)])),
        [(1, 100), (2, 50)]
    );
    assert_eq!(
        areas(&stack(&[(1, front, false), (2, back, true)])),
        [(1, 100), (2, 100)]
    );
}

#[test]
fn hidden_elements_are_left_out() {
    let stack = stack(&[
        (1, Rect::new(0, 0, 5, 10), true),
        (2, Rect::new(5, 0, 5, 10), true),
        (3, Rect::new(1, 1, 8, 8), true),
        (4, Rect::new(0, 0, 20, 20), false),
        (5, Rect::new(3, 3, 0, 4), true),
    ]);
    assert_eq!(areas(&stack), [(1, 50), (2, 50), (4, 300)]);
    let visible = stack.visible();
    assert!(visible[2].1.contains(Point::new(15, 5)) && !visible[2].1.contains(Point::new(5, 5)));
}

#[test]
fn every_element_in_front_counts() {
    let strip = |x| Rect::new(x, 0, 2, 10);
    let stack = stack(&[
        (1, strip(0), true),
        (2, strip(4), true),
        (3, strip(8), false),
        (4, Rect::new(0, 0, 10, 10), true),
        (5, Rect::new(0, 0, 10, 11), true),
    ]);
    assert_eq!(areas(&stack), [(1, 20), (2, 20), (3, 20), (4, 60), (5, 10)]);
}
