use tickloop::TimerQueue;

#[test]
fn the_first_is_cancelled() {
    let mut queue = TimerQueue::new();
    let id = queue.insert(5, 'a');
    queue.insert(9, 'b');
    queue.cancel(id);
    assert_eq!((queue.next_deadline(), queue.len()), (Some(9), 1));
}

#[test]
fn all_are_cancelled() {
    let mut queue = TimerQueue::new();
    let id = queue.insert(5, 'a');
    queue.cancel(id);
    assert_eq!(queue.next_deadline(), None);
    assert!(queue.is_empty());
}
