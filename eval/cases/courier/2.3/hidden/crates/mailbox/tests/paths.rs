use courier_mailbox::Mailboxes;
use courier_protocol::Message;

#[test]
fn the_public_path_stays() {
    let mut mailboxes = Mailboxes::default();
    mailboxes.put(Message::new("ada", "1"));
    assert_eq!(mailboxes.recipients().collect::<Vec<_>>(), ["ada"]);
    assert_eq!(mailboxes.take("ada"), Some(Message::new("ada", "1")));
}
