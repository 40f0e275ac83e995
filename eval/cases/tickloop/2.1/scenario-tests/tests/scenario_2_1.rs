use tickloop::EventLoop;

#[test]
fn late_dispatch() {
    let mut events = EventLoop::new();
    events.insert_interval(0, 10, |count: &mut u32| *count += 1);
    let mut count = 0;
    events.run_once(12, &mut count);
    events.run_once(20, &mut count);
    assert_eq!(count, 2);
}

#[test]
fn missed_periods() {
    let mut events = EventLoop::new();
    events.insert_interval(0, 10, |count: &mut u32| *count += 1);
    let mut count = 0;
    events.run_once(35, &mut count);
    assert_eq!((count, events.next_deadline()), (1, Some(40)));
}
