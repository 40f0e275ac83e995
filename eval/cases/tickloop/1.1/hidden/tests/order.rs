use tickloop::{EventLoop, TimerQueue};

#[test]
fn equal_deadlines_keep_their_order() {
    let mut queue = TimerQueue::new();
    for value in 0..100 {
        queue.insert(value % 3, value);
    }
    let mut expected: Vec<u64> = (0..100).collect();
    expected.sort_by_key(|value| value % 3);
    let taken: Vec<u64> = std::iter::from_fn(|| queue.pop_due(2))
        .map(|(_, value)| value)
        .collect();
    assert_eq!(taken, expected);
}

#[test]
fn callbacks_keep_their_order() {
    let mut events = EventLoop::new();
    for index in 0..9 {
        events.insert_timer(4, move |log: &mut Vec<u32>| log.push(index));
    }
    events.insert_timer(3, |log| log.push(100));
    let mut log = Vec::new();
    events.run_once(4, &mut log);
    assert_eq!(log, [100, 0, 1, 2, 3, 4, 5, 6, 7, 8]);
}
