use std::collections::HashSet;

use framefmt::Format;

#[test]
fn codes_are_unique() {
    let codes: HashSet<_> = Format::ALL.iter().map(|format| format.fourcc()).collect();
    assert_eq!(codes.len(), Format::ALL.len());
}

#[test]
fn from_fourcc_inverts_fourcc() {
    for format in Format::ALL {
        assert_eq!(Format::from_fourcc(format.fourcc()), Some(format));
    }
}

#[test]
fn alpha_formats_have_an_opaque_twin() {
    for format in Format::ALL.into_iter().filter(|format| format.has_alpha()) {
        let twin = format.opaque();
        assert_ne!(twin, format);
        assert!(!twin.has_alpha());
        assert_eq!(twin.bytes_per_pixel(), format.bytes_per_pixel());
    }
}
