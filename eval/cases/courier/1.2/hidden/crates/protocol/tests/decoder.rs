use courier_protocol::{encode, DecodeError, Decoder, Message};

fn messages() -> Vec<Message> {
    vec![
        Message::new("ada", "hello"),
        Message::new("bob", ""),
        Message::new("zoë", "ünï"),
    ]
}

#[test]
fn pieces_of_any_size() {
    let bytes: Vec<u8> = messages()
        .iter()
        .flat_map(|message| encode(message).unwrap())
        .collect();
    for size in 1..=bytes.len() {
        let mut decoder = Decoder::default();
        let mut found = Vec::new();
        for piece in bytes.chunks(size) {
            decoder.push(piece);
            while let Some(message) = decoder.next_message() {
                found.push(message.unwrap());
            }
        }
        assert_eq!(found, messages(), "pieces of {size}");
    }
}

#[test]
fn nothing_is_lost_between_calls() {
    let bytes = encode(&messages()[0]).unwrap();
    let mut decoder = Decoder::default();
    decoder.push(&bytes[..4]);
    assert_eq!(decoder.next_message(), None);
    assert_eq!(decoder.next_message(), None);
    decoder.push(&bytes[4..]);
    assert_eq!(decoder.next_message(), Some(Ok(messages()[0].clone())));
    assert_eq!(decoder.next_message(), None);
}

#[test]
fn broken_messages_are_skipped() {
    let mut decoder = Decoder::default();
    decoder.push(b"\0\x03\x01a\xff\0\0\0\x02\x09x");
    decoder.push(&encode(&messages()[1]).unwrap());
    assert_eq!(decoder.next_message(), Some(Err(DecodeError::NotUtf8)));
    assert_eq!(decoder.next_message(), Some(Err(DecodeError::BadRecipient)));
    assert_eq!(decoder.next_message(), Some(Err(DecodeError::BadRecipient)));
    assert_eq!(decoder.next_message(), Some(Ok(messages()[1].clone())));
    assert_eq!(decoder.next_message(), None);
}
