use tickloop::TimerQueue;

#[test]
fn five_at_once() {
    let mut queue = TimerQueue::new();
    for value in ["a", "b", "c", "d", "e"] {
        queue.insert(5, value);
    }
    let taken: Vec<_> = std::iter::from_fn(|| queue.pop_due(5))
        .map(|(_, value)| value)
        .collect();
    assert_eq!(taken, ["a", "b", "c", "d", "e"]);
}
