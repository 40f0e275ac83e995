use courier_protocol::{decode, encode, DecodeError, EncodeError, Message, Priority};

#[test]
fn the_priority_is_in_the_upper_bits() {
    for (priority, byte) in [
        (Priority::Normal, 3),
        (Priority::High, 67),
        (Priority::Low, 131),
    ] {
        let message = Message::new("ada", "x").with_priority(priority);
        let bytes = encode(&message).unwrap();
        assert_eq!(bytes, [0, 5, byte, b'a', b'd', b'a', b'x']);
        assert_eq!(decode(&bytes), Ok((message, 7)));
    }
    assert_eq!(decode(b"\0\x05\xc3adax"), Err(DecodeError::BadPriority));
}

#[test]
fn messages_are_normal_by_default() {
    assert_eq!(Message::new("a", "b").priority(), Priority::default());
    assert_eq!(
        decode(b"\0\x05\x03adax").unwrap().0.priority(),
        Priority::Normal
    );
    assert!(Priority::Low < Priority::Normal && Priority::Normal < Priority::High);
}

#[test]
fn recipients_are_limited() {
    let name = "n".repeat(63);
    let bytes = encode(&Message::new(name.clone(), "").with_priority(Priority::Low)).unwrap();
    assert_eq!(decode(&bytes).unwrap().0.recipient(), name);
    assert_eq!(
        encode(&Message::new("n".repeat(64), "")),
        Err(EncodeError::RecipientTooLong)
    );
    assert_eq!(
        encode(&Message::new("n".repeat(300), "")),
        Err(EncodeError::RecipientTooLong)
    );
}
