use framefmt::WantedMode;

#[test]
fn with_a_rate() {
    let wanted: WantedMode = "1920x1080@59.94".parse().unwrap();
    assert_eq!(
        (wanted.width, wanted.height, wanted.millihertz),
        (1920, 1080, Some(59_940))
    );
}

#[test]
fn without_a_rate() {
    assert_eq!("800x600".parse::<WantedMode>().unwrap().millihertz, None);
}

#[test]
fn nonsense() {
    for text in ["1920x", "1920x1080@", "0x600"] {
        assert!(text.parse::<WantedMode>().is_err());
    }
}
