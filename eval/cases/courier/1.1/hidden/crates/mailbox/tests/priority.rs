use courier_mailbox::Mailboxes;
use courier_protocol::{Message, Priority};

#[test]
fn urgent_messages_come_first() {
    let mut mailboxes = Mailboxes::new();
    use Priority::{High, Low, Normal};
    for (text, priority) in [
        ("a", Normal),
        ("b", Low),
        ("c", High),
        ("d", Normal),
        ("e", High),
        ("f", Low),
    ] {
        mailboxes.put(Message::new("ada", text).with_priority(priority));
    }
    mailboxes.put(Message::new("bob", "z").with_priority(High));
    let taken: Vec<String> = std::iter::from_fn(|| mailboxes.take("ada"))
        .map(|message| message.text().to_owned())
        .collect();
    assert_eq!(taken, ["c", "e", "a", "d", "b", "f"]);
    assert_eq!(
        mailboxes.take("bob").map(|message| message.priority()),
        Some(High)
    );
}
