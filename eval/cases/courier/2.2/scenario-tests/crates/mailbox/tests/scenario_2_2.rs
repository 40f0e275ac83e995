use courier_mailbox::Mailboxes;
use courier_protocol::Message;

#[test]
fn the_last_message() {
    let mut mailboxes = Mailboxes::new();
    mailboxes.put(Message::new("ada", "1"));
    assert_eq!(mailboxes.take("ada"), Some(Message::new("ada", "1")));
    assert_eq!(mailboxes.recipients().count(), 0);
}
