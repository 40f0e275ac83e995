use courier_mailbox::{Full, Mailboxes};
use courier_protocol::Message;

#[test]
fn full_mailboxes_give_messages_back() {
    let mut mailboxes = Mailboxes::with_capacity(2);
    assert_eq!(mailboxes.put(Message::new("ada", "1")), Ok(()));
    assert_eq!(mailboxes.put(Message::new("ada", "2")), Ok(()));
    assert_eq!(
        mailboxes.put(Message::new("ada", "3")),
        Err(Full(Message::new("ada", "3")))
    );
    assert_eq!(mailboxes.put(Message::new("bob", "1")), Ok(()));
    mailboxes.take("ada");
    assert_eq!(mailboxes.put(Message::new("ada", "4")), Ok(()));
    assert_eq!(mailboxes.take("ada").unwrap().text(), "2");
    assert_eq!(mailboxes.take("ada").unwrap().text(), "4");
}

#[test]
fn nothing_fits_a_capacity_of_zero() {
    let mut mailboxes = Mailboxes::with_capacity(0);
    assert!(mailboxes.put(Message::new("ada", "1")).is_err());
    assert_eq!(mailboxes.recipients().count(), 0);
}

#[test]
fn new_has_no_limit() {
    let mut mailboxes = Mailboxes::new();
    assert!((0..10_000).all(|index| mailboxes
        .put(Message::new("ada", index.to_string()))
        .is_ok()));
}
