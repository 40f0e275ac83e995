use tickloop::{channel, Channel, EventLoop, Sender};

#[test]
fn messages_come_in_order_before_timers() {
    let (sender, receiver): (Sender<u32>, Channel<u32>) = channel();
    let mut events = EventLoop::new();
    events.insert_timer(1, |log: &mut Vec<u32>| log.push(99));
    events.insert_channel(receiver, |message, log: &mut Vec<u32>| log.push(message));
    sender.send(1);
    sender.clone().send(2);
    sender.send(3);
    let mut log = Vec::new();
    events.run_once(1, &mut log);
    assert_eq!(log, [1, 2, 3, 99]);
    events.run_once(2, &mut log);
    assert_eq!(log.len(), 4);
}

#[test]
fn what_is_sent_meanwhile_waits() {
    let (sender, receiver) = channel();
    let again = sender.clone();
    let mut events = EventLoop::new();
    events.insert_channel(receiver, move |message: u32, log: &mut Vec<u32>| {
        log.push(message);
        again.send(message + 1);
    });
    sender.send(1);
    let mut log = Vec::new();
    events.run_once(0, &mut log);
    assert_eq!(log, [1]);
    events.run_once(0, &mut log);
    assert_eq!(log, [1, 2]);
}

#[test]
fn messages_need_no_clone() {
    struct Message(&'static str);
    let (sender, receiver) = channel::<Message>();
    let second = sender.clone();
    let mut events = EventLoop::new();
    events.insert_channel(receiver, |Message(text), log: &mut String| {
        log.push_str(text)
    });
    sender.send(Message("a"));
    drop(sender);
    second.send(Message("b"));
    let mut log = String::new();
    events.run_once(0, &mut log);
    assert_eq!(log, "ab");
}
