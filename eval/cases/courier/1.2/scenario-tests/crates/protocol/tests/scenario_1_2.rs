use courier_protocol::{encode, Decoder, Message};

#[test]
fn in_two_pieces() {
    let message = Message::new("ada", "hello");
    let bytes = encode(&message).unwrap();
    let mut decoder = Decoder::default();
    decoder.push(&bytes[..5]);
    assert_eq!(decoder.next_message(), None);
    decoder.push(&bytes[5..]);
    assert_eq!(decoder.next_message(), Some(Ok(message)));
}

#[test]
fn two_at_once() {
    let both = [Message::new("ada", "1"), Message::new("bob", "2")];
    let mut decoder = Decoder::default();
    decoder.push(
        &both
            .iter()
            .flat_map(|message| encode(message).unwrap())
            .collect::<Vec<u8>>(),
    );
    let found: Vec<_> = std::iter::from_fn(|| decoder.next_message())
        .map(Result::unwrap)
        .collect();
    assert_eq!(found, both);
}
