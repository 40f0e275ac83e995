use courier_protocol::{decode, encode, EncodeError, Message};

#[test]
fn the_longest_message_comes_back() {
    let message = Message::new("ada", "x".repeat(65_531));
    let bytes = encode(&message).unwrap();
    assert_eq!(bytes[..3], [255, 255, 3]);
    assert_eq!(decode(&bytes), Ok((message, 65_537)));
}

#[test]
fn longer_ones_are_refused() {
    assert_eq!(
        encode(&Message::new("ada", "x".repeat(65_532))),
        Err(EncodeError::TooLong)
    );
    assert_eq!(
        encode(&Message::new("ada", "ü".repeat(40_000))),
        Err(EncodeError::TooLong)
    );
    assert_eq!(
        encode(&Message::new("ada", "x".repeat(200_000))),
        Err(EncodeError::TooLong)
    );
    assert_eq!(
        encode(&Message::new("", "x".repeat(200_000))),
        Err(EncodeError::NoRecipient)
    );
}
