use framefmt::{Format, Layout, LayoutError};

#[test]
fn a_huge_buffer() {
    assert_eq!(
        Layout::new(Format::Xrgb8888, 65_536, 65_536, 4),
        Err(LayoutError::TooLarge)
    );
}
