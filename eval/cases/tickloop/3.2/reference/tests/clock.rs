use tickloop::{Clock, ManualClock};

#[test]
fn it_starts_at_zero() {
    assert_eq!(ManualClock::new().now(), 0);
}

#[test]
fn advance_adds() {
    let clock = ManualClock::new();
    clock.advance(5);
    clock.advance(7);
    assert_eq!(clock.now(), 12);
    clock.advance(u64::MAX);
    assert_eq!(clock.now(), u64::MAX);
}

#[test]
fn set_never_goes_back() {
    let clock = ManualClock::new();
    clock.set(10);
    assert_eq!(clock.now(), 10);
    clock.set(4);
    assert_eq!(clock.now(), 10);
}
