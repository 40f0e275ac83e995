use damagekit::{DamageTracker, Element, ElementId, Point, Rect, Region, Size, Stack};

#[test]
fn overlapping_damage_counts_once() {
    let mut region = Region::new();
    region.add(Rect::new(0, 0, 10, 10));
    region.add(Rect::new(5, 5, 10, 10));
    assert_eq!(region.area(), 175);
    assert_eq!(region.bounds(), Rect::new(0, 0, 15, 15));
    region.subtract(Rect::new(0, 0, 15, 5));
    assert_eq!(region.area(), 125);
    assert!(!region.contains(Point::new(1, 1)));
    region.clip(Rect::new(0, 0, 10, 10));
    assert_eq!(region.area(), 50);
}

#[test]
fn frames_start_without_damage() {
    let mut tracker = DamageTracker::new(Size::new(100, 50));
    tracker.damage(Rect::new(90, 40, 20, 20));
    tracker.finish_frame();
    assert_eq!(tracker.last_damage().area(), 100);
    tracker.finish_frame();
    assert!(tracker.last_damage().is_empty());
}

#[test]
fn raised_elements_are_found_first() {
    let mut stack = Stack::new();
    for id in [1, 2, 3] {
        stack.push_front(Element {
            id: ElementId(id),
            rect: Rect::new(0, 0, 10, 10),
            opaque: true,
        });
    }
    let point = Point::new(3, 3);
    assert_eq!(
        stack.element_at(point).map(|element| element.id),
        Some(ElementId(3))
    );
    assert!(stack.raise(ElementId(1)));
    assert_eq!(
        stack.element_at(point).map(|element| element.id),
        Some(ElementId(1))
    );
    let order: Vec<u32> = stack
        .elements()
        .iter()
        .map(|element| element.id.0)
        .collect();
    assert_eq!(order, [1, 3, 2]);
    assert!(!stack.raise(ElementId(9)));
}
