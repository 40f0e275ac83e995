use courier_mailbox::Mailboxes;
use courier_protocol::Message;

#[test]
fn messages_come_in_their_order() {
    let mut mailboxes = Mailboxes::new();
    mailboxes.put(Message::new("bob", "1")).unwrap();
    mailboxes.put(Message::new("ada", "2")).unwrap();
    mailboxes.put(Message::new("bob", "3")).unwrap();
    assert_eq!(mailboxes.recipients().collect::<Vec<_>>(), ["ada", "bob"]);
    assert_eq!(mailboxes.take("bob"), Some(Message::new("bob", "1")));
    assert_eq!(mailboxes.take("bob"), Some(Message::new("bob", "3")));
    assert_eq!(mailboxes.take("bob"), None);
    assert_eq!(mailboxes.take("eve"), None);
}
