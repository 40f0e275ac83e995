use courier_mailbox::Mailboxes;
use courier_protocol::{decode, encode, Message, Priority};

#[test]
fn high() {
    let message = Message::new("ada", "x").with_priority(Priority::High);
    assert_eq!(
        encode(&message).unwrap(),
        [0, 5, 67, b'a', b'd', b'a', b'x']
    );
}

#[test]
fn old_messages() {
    assert_eq!(
        decode(b"\0\x05\x03adax").unwrap().0.priority(),
        Priority::Normal
    );
}

#[test]
fn an_alarm() {
    let mut mailboxes = Mailboxes::new();
    for (text, priority) in [
        ("a", Priority::Normal),
        ("b", Priority::Low),
        ("c", Priority::High),
    ] {
        mailboxes.put(Message::new("ada", text).with_priority(priority));
    }
    let taken: Vec<String> = std::iter::from_fn(|| mailboxes.take("ada"))
        .map(|message| message.text().to_owned())
        .collect();
    assert_eq!(taken, ["c", "a", "b"]);
}
