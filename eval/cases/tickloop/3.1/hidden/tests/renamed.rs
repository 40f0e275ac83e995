use tickloop::EventLoop;

#[test]
fn dispatch_runs_what_is_due() {
    let mut events = EventLoop::new();
    events.insert_timer(2, |count: &mut u32| *count += 1);
    events.insert_idle(|count| *count += 10);
    let mut count = 0;
    assert_eq!(events.dispatch(2, &mut count), 2);
    assert_eq!(count, 11);
}
