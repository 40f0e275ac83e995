use framefmt::{BadFourcc, Format, Fourcc};

#[test]
fn codes_are_read_and_shown() {
    for format in Format::ALL {
        let text = format.fourcc().to_string();
        assert!(!text.ends_with(' '));
        assert_eq!(Fourcc::try_from(text.as_str()).unwrap(), format.fourcc());
    }
    assert_eq!(Fourcc::try_from("R8").unwrap().0, 0x2020_3852);
    assert_eq!(Fourcc::try_from("R8").unwrap().to_string(), "R8");
    assert_eq!(Fourcc::try_from("XR24").unwrap().0, 0x3432_5258);
    assert_eq!(format!("{:?}", Fourcc::new(b"R8  ")), "Fourcc(R8)");
}

#[test]
fn others_are_refused() {
    for text in ["", "XR245", "Ä24", "A\n", "\u{7f}"] {
        let result: Result<Fourcc, BadFourcc> = Fourcc::try_from(text);
        assert!(result.is_err(), "{text:?}");
    }
    let error: Box<dyn std::error::Error> = Box::new(Fourcc::try_from("").unwrap_err());
    assert!(!error.to_string().is_empty());
}

#[test]
fn unprintable_bytes_are_question_marks() {
    assert_eq!(Fourcc(0x0100_4100).to_string(), "?A?\u{3f}");
}
