use tickloop::{channel, EventLoop};

#[test]
fn two_messages() {
    let (sender, receiver) = channel();
    let mut events = EventLoop::new();
    events.insert_channel(receiver, |message: u32, log: &mut Vec<u32>| {
        log.push(message)
    });
    sender.send(1);
    sender.send(2);
    let mut log = Vec::new();
    events.run_once(0, &mut log);
    assert_eq!(log, [1, 2]);
}

#[test]
fn sent_while_dispatching() {
    let (sender, receiver) = channel();
    let again = sender.clone();
    let mut events = EventLoop::new();
    events.insert_channel(receiver, move |message: u32, log: &mut Vec<u32>| {
        log.push(message);
        if message < 3 {
            again.send(message + 1);
        }
    });
    sender.send(1);
    let mut log = Vec::new();
    events.run_once(0, &mut log);
    assert_eq!(log, [1]);
}
