use framefmt::Fourcc;

#[test]
fn short_codes() {
    let code = Fourcc::try_from("R8").unwrap();
    assert_eq!((code.0, code.to_string().as_str()), (0x2020_3852, "R8"));
}

#[test]
fn too_long() {
    assert!(Fourcc::try_from("XR245").is_err());
}
