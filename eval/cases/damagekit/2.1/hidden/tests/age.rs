use damagekit::{DamageTracker, Rect, Size};

fn tracker(frames: usize) -> DamageTracker {
    let mut tracker = DamageTracker::with_history(Size::new(100, 100), frames);
    for rect in [
        Rect::new(50, 50, 2, 2),
        Rect::new(0, 0, 10, 10),
        Rect::new(5, 5, 10, 10),
    ] {
        tracker.damage(rect);
        tracker.finish_frame();
    }
    tracker
}

#[test]
fn ages_add_up() {
    let tracker = tracker(3);
    assert_eq!(tracker.for_age(1).area(), 100);
    assert_eq!(tracker.for_age(1).bounds(), Rect::new(5, 5, 10, 10));
    assert_eq!(tracker.for_age(2).area(), 175);
    assert_eq!(tracker.for_age(3).area(), 179);
}

#[test]
fn unknown_ages_mean_everything() {
    let tracker = tracker(3);
    assert_eq!(tracker.for_age(0).area(), 10_000);
    assert_eq!(tracker.for_age(4).area(), 10_000);
    assert_eq!(tracker.for_age(usize::MAX).area(), 10_000);
}

#[test]
fn the_history_is_bounded() {
    let tracker = tracker(2);
    assert_eq!(tracker.for_age(2).area(), 175);
    assert_eq!(tracker.for_age(3).area(), 10_000);
    assert_eq!(tracker.last_damage().area(), 100);
}

#[test]
fn new_remembers_three() {
    let mut tracker = DamageTracker::new(Size::new(100, 100));
    assert!(tracker.last_damage().is_empty());
    for _ in 0..4 {
        tracker.damage(Rect::new(90, 90, 20, 20));
        tracker.finish_frame();
    }
    tracker.damage(Rect::new(0, 0, 50, 50));
    assert_eq!(tracker.for_age(3).area(), 100);
    assert_eq!(tracker.for_age(4).area(), 10_000);
}
