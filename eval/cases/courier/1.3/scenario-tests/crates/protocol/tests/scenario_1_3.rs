use courier_protocol::{encode, EncodeError, Message};

#[test]
fn too_long() {
    assert_eq!(
        encode(&Message::new("ada", "x".repeat(65_532))),
        Err(EncodeError::TooLong)
    );
}
