use framefmt::{Format, Fourcc};

#[test]
fn every_format_is_as_before() {
    let expected = [
        (Format::Argb8888, "AR24", 4, true, Format::Xrgb8888),
        (Format::Xrgb8888, "XR24", 4, false, Format::Xrgb8888),
        (Format::Abgr8888, "AB24", 4, true, Format::Xbgr8888),
        (Format::Xbgr8888, "XB24", 4, false, Format::Xbgr8888),
        (Format::Rgb565, "RG16", 2, false, Format::Rgb565),
        (Format::R8, "R8", 1, false, Format::R8),
    ];
    assert_eq!(Format::ALL.len(), expected.len());
    for (format, code, bytes, alpha, opaque) in expected {
        assert_eq!(format.fourcc().to_string().trim_end(), code);
        assert_eq!(format.bytes_per_pixel(), bytes);
        assert_eq!((format.has_alpha(), format.opaque()), (alpha, opaque));
        assert_eq!(Format::from_fourcc(format.fourcc()), Some(format));
    }
    assert_eq!(Format::from_fourcc(Fourcc(0)), None);
}
