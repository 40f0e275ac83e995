use damagekit::{DamageTracker, Rect, Size};

#[test]
fn two_frames_old() {
    let mut tracker = DamageTracker::new(Size::new(100, 100));
    for rect in [Rect::new(0, 0, 10, 10), Rect::new(20, 20, 5, 5)] {
        tracker.damage(rect);
        tracker.finish_frame();
    }
    assert_eq!(tracker.for_age(2).area(), 125);
}

#[test]
fn a_new_buffer() {
    assert_eq!(
        DamageTracker::new(Size::new(100, 100)).for_age(0).area(),
        10_000
    );
}

#[test]
fn too_old() {
    let mut tracker = DamageTracker::with_history(Size::new(100, 100), 3);
    for _ in 0..5 {
        tracker.finish_frame();
    }
    assert_eq!(tracker.for_age(4).area(), 10_000);
}
