use tickloop::TimerQueue;

#[test]
fn cancelled_timers_do_not_count() {
    let mut queue = TimerQueue::new();
    let first = queue.insert(5, 'a');
    let second = queue.insert(9, 'b');
    let third = queue.insert(12, 'c');
    assert!(queue.cancel(second));
    assert_eq!((queue.next_deadline(), queue.len()), (Some(5), 2));
    assert!(queue.cancel(first));
    assert_eq!((queue.next_deadline(), queue.len()), (Some(12), 1));
    assert!(queue.cancel(third));
    assert_eq!(
        (queue.next_deadline(), queue.len(), queue.is_empty()),
        (None, 0, true)
    );
}

#[test]
fn after_a_pop_the_next_one_counts() {
    let mut queue = TimerQueue::new();
    queue.insert(1, 'a');
    let second = queue.insert(2, 'b');
    queue.insert(3, 'c');
    queue.cancel(second);
    assert_eq!(queue.pop_due(9).map(|(_, value)| value), Some('a'));
    assert_eq!((queue.next_deadline(), queue.len()), (Some(3), 1));
    assert_eq!(queue.pop_due(2), None);
    assert_eq!(queue.pop_due(3).map(|(_, value)| value), Some('c'));
}

#[test]
fn only_waiting_timers_can_be_cancelled() {
    let mut queue = TimerQueue::new();
    let id = queue.insert(1, 'a');
    let other = queue.insert(2, 'b');
    assert!(queue.cancel(other));
    assert!(!queue.cancel(other));
    queue.pop_due(1);
    assert!(!queue.cancel(id));
    assert_eq!(queue.len(), 0);
    queue.insert(7, 'c');
    assert_eq!((queue.len(), queue.next_deadline()), (1, Some(7)));
}
