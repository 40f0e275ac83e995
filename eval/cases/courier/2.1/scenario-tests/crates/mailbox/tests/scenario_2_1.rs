use courier_mailbox::Mailboxes;
use courier_protocol::Message;

#[test]
fn full() {
    let mut mailboxes = Mailboxes::with_capacity(1);
    assert!(mailboxes.put(Message::new("ada", "1")).is_ok());
    let refused = mailboxes.put(Message::new("ada", "2"));
    assert_eq!(refused.unwrap_err().0, Message::new("ada", "2"));
    assert!(mailboxes.put(Message::new("bob", "1")).is_ok());
}
