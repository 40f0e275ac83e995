use courier_mailbox::Mailboxes;
use courier_protocol::Message;

#[test]
fn empty_mailboxes_are_not_listed() {
    let mut mailboxes = Mailboxes::new();
    mailboxes.put(Message::new("bob", "1"));
    mailboxes.put(Message::new("ada", "2"));
    mailboxes.put(Message::new("bob", "3"));
    assert!(mailboxes.take("ada").is_some());
    assert_eq!(mailboxes.recipients().collect::<Vec<_>>(), ["bob"]);
    assert!(mailboxes.take("bob").is_some());
    assert_eq!(mailboxes.recipients().collect::<Vec<_>>(), ["bob"]);
    assert!(mailboxes.take("bob").is_some() && mailboxes.take("bob").is_none());
    assert_eq!(mailboxes.recipients().count(), 0);
    mailboxes.put(Message::new("ada", "4"));
    assert_eq!(mailboxes.recipients().collect::<Vec<_>>(), ["ada"]);
}
