use courier_protocol::{decode, encode, DecodeError, Message};

fn messages() -> [Message; 4] {
    [
        Message::new("ada", "hello there"),
        Message::new("b", ""),
        Message::new("zoë", "grüße, 你好"),
        Message::new("ada", "two\nlines"),
    ]
}

#[test]
fn messages_come_back() {
    for message in messages() {
        let bytes = encode(&message).expect("encoded");
        assert_eq!(decode(&bytes), Ok((message, bytes.len())));
    }
}

#[test]
fn what_follows_is_left() {
    let [first, second, ..] = messages();
    let mut bytes = encode(&first).expect("encoded");
    let length = bytes.len();
    bytes.extend(encode(&second).expect("encoded"));
    assert_eq!(decode(&bytes), Ok((first, length)));
    assert_eq!(
        decode(&bytes[length..]).map(|(message, _)| message),
        Ok(second)
    );
}

#[test]
fn every_prefix_is_incomplete() {
    for message in messages() {
        let bytes = encode(&message).expect("encoded");
        for length in 0..bytes.len() {
            assert_eq!(
                decode(&bytes[..length]),
                Err(DecodeError::Incomplete),
                "{length} bytes"
            );
        }
    }
}
