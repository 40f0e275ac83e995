use framefmt::{Format, Layout, LayoutError};

fn size(format: Format, width: u32, height: u32, alignment: u32) -> Result<u32, LayoutError> {
    Layout::new(format, width, height, alignment).map(|layout| layout.size())
}

#[test]
fn huge_buffers_are_refused() {
    assert_eq!(
        size(Format::Xrgb8888, 65_536, 65_536, 4),
        Err(LayoutError::TooLarge)
    );
    assert_eq!(
        size(Format::Xrgb8888, 1 << 30, 1, 4),
        Err(LayoutError::TooLarge)
    );
    assert_eq!(size(Format::R8, u32::MAX, 1, 4), Err(LayoutError::TooLarge));
    assert_eq!(
        size(Format::R8, u32::MAX, u32::MAX, 1),
        Err(LayoutError::TooLarge)
    );
}

#[test]
fn what_fits_is_laid_out() {
    assert_eq!(size(Format::R8, u32::MAX, 1, 1), Ok(u32::MAX));
    assert_eq!(size(Format::R8, u32::MAX - 3, 1, 4), Ok(u32::MAX - 3));
    assert_eq!(size(Format::Xrgb8888, 32_768, 32_767, 4), Ok(4_294_836_224));
    assert_eq!(size(Format::Rgb565, 3, 2, 4), Ok(16));
    assert_eq!(size(Format::R8, 0, 1, 4), Err(LayoutError::Empty));
}
