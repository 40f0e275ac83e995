use tickloop::{DrainDue, TimerId, TimerQueue};

fn queue() -> (TimerQueue<String>, Vec<TimerId>) {
    let mut queue = TimerQueue::new();
    let ids = [3, 1, 2].map(|deadline| queue.insert(deadline, format!("at {deadline}")));
    (queue, ids.to_vec())
}

#[test]
fn only_what_is_due() {
    let (mut queue, ids) = queue();
    let drained: Vec<_> = queue.drain_due(2).collect();
    assert_eq!(
        drained,
        [(ids[1], "at 1".to_owned()), (ids[2], "at 2".to_owned())]
    );
    assert_eq!((queue.len(), queue.next_deadline()), (1, Some(3)));
}

#[test]
fn the_rest_stays() {
    let (mut queue, _) = queue();
    let mut drain: DrainDue<'_, String> = queue.drain_due(9);
    assert_eq!(
        drain.next().map(|(_, value)| value).as_deref(),
        Some("at 1")
    );
    assert_eq!((queue.len(), queue.next_deadline()), (2, Some(2)));
    queue.drain_due(1);
    assert_eq!(queue.len(), 2);
}

#[test]
fn cancelled_ones_are_left_out() {
    let (mut queue, ids) = queue();
    queue.cancel(ids[2]);
    assert_eq!(
        queue
            .drain_due(9)
            .map(|(_, value)| value)
            .collect::<Vec<_>>(),
        ["at 1", "at 3"]
    );
    assert!(queue.is_empty());
}
