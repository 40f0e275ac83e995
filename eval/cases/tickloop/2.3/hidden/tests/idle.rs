use tickloop::EventLoop;

#[test]
fn idle_callbacks_come_last() {
    let mut events = EventLoop::new();
    events.insert_idle(|log: &mut Vec<&str>| log.push("idle"));
    events.insert_timer(3, |log| log.push("three"));
    events.insert_timer(9, |log| log.push("nine"));
    events.insert_idle(|log| log.push("idle too"));
    events.insert_timer(1, |log| log.push("one"));
    let mut log = Vec::new();
    assert_eq!(events.run_once(5, &mut log), 4);
    assert_eq!(log, ["one", "three", "idle", "idle too"]);
    assert_eq!(events.run_once(9, &mut log), 1);
    assert_eq!(log.last(), Some(&"nine"));
}
