use tickloop::EventLoop;

#[test]
fn a_timer_and_an_idle_callback() {
    let mut events = EventLoop::new();
    events.insert_idle(|log: &mut Vec<&str>| log.push("idle"));
    events.insert_timer(1, |log| log.push("timer"));
    let mut log = Vec::new();
    events.run_once(1, &mut log);
    assert_eq!(log, ["timer", "idle"]);
}
