use tickloop::EventLoop;

#[test]
fn timers_run_when_they_are_due() {
    let mut events = EventLoop::new();
    events.insert_timer(20, |log: &mut Vec<u32>| log.push(20));
    events.insert_timer(10, |log| log.push(10));
    let mut log = Vec::new();
    assert_eq!(events.next_deadline(), Some(10));
    assert_eq!(events.dispatch(9, &mut log), 0);
    assert_eq!(events.dispatch(10, &mut log), 1);
    assert_eq!(events.dispatch(99, &mut log), 1);
    assert_eq!(log, [10, 20]);
    assert_eq!(events.next_deadline(), None);
}

#[test]
fn idle_callbacks_dispatch() {
    let name = String::from("idle");
    let mut events = EventLoop::new();
    events.insert_idle(|log: &mut Vec<String>| log.push(name.clone()));
    let mut log = Vec::new();
    assert_eq!(events.dispatch(0, &mut log), 1);
    assert_eq!(events.dispatch(0, &mut log), 0);
    assert_eq!(log, ["idle"]);
}

#[test]
fn cancelled_timers_do_not_run() {
    let mut events = EventLoop::new();
    let id = events.insert_timer(1, |log: &mut Vec<u32>| log.push(1));
    assert!(events.cancel(id));
    let mut log = Vec::new();
    assert_eq!(events.dispatch(5, &mut log), 0);
    assert!(log.is_empty());
}
