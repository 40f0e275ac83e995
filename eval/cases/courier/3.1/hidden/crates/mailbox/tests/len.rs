use courier_mailbox::Mailboxes;
use courier_protocol::Message;

#[test]
fn the_length_is_that_of_one_mailbox() {
    let mut mailboxes = Mailboxes::new();
    mailboxes.put(Message::new("ada", "1"));
    mailboxes.put(Message::new("ada", "2"));
    mailboxes.put(Message::new("bob", "3"));
    assert_eq!(
        (
            mailboxes.len("ada"),
            mailboxes.len("bob"),
            mailboxes.len("eve")
        ),
        (2, 1, 0)
    );
}
