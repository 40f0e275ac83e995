use tickloop::TimerQueue;

#[test]
fn only_the_due_ones() {
    let mut queue = TimerQueue::new();
    for deadline in [1, 2, 3] {
        queue.insert(deadline, deadline);
    }
    let drained: Vec<u64> = queue.drain_due(2).map(|(_, value)| value).collect();
    assert_eq!(drained, [1, 2]);
    assert_eq!(queue.len(), 1);
}
