use tickloop::EventLoop;

#[test]
fn intervals_do_not_drift() {
    let mut events = EventLoop::new();
    events.insert_interval(5, 10, |count: &mut u32| *count += 1);
    let mut count = 0;
    for (now, expected, next) in [
        (14, 0, 15),
        (17, 1, 25),
        (25, 2, 35),
        (34, 2, 35),
        (35, 3, 45),
    ] {
        events.run_once(now, &mut count);
        assert_eq!(
            (count, events.next_deadline()),
            (expected, Some(next)),
            "at {now}"
        );
    }
}

#[test]
fn missed_periods_are_skipped() {
    let mut events = EventLoop::new();
    events.insert_interval(0, 10, |count: &mut u32| *count += 1);
    let mut count = 0;
    assert_eq!(events.run_once(35, &mut count), 1);
    assert_eq!((count, events.next_deadline()), (1, Some(40)));
    assert_eq!(events.run_once(60, &mut count), 1);
    assert_eq!((count, events.next_deadline()), (2, Some(70)));
}

#[test]
fn intervals_can_be_cancelled() {
    let mut events = EventLoop::new();
    let early = events.insert_interval(0, 10, |count: &mut u32| *count += 1);
    let late = events.insert_interval(0, 10, |count: &mut u32| *count += 100);
    events.insert_timer(15, |count| *count += 1000);
    let mut count = 0;
    assert!(events.cancel(early));
    events.run_once(10, &mut count);
    assert_eq!(count, 100);
    assert!(events.cancel(late));
    events.run_once(50, &mut count);
    assert_eq!(count, 1100);
}

#[test]
fn a_period_of_zero_ends() {
    let mut events = EventLoop::new();
    events.insert_interval(0, 0, |count: &mut u32| *count += 1);
    let mut count = 0;
    assert_eq!(events.run_once(0, &mut count), 0);
    assert_eq!(events.run_once(7, &mut count), 1);
    assert_eq!(events.next_deadline(), Some(8));
}
