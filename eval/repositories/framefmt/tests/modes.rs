use framefmt::{Format, Fourcc, Mode, ModeFlags};

fn full_hd() -> Mode {
    Mode {
        width: 1920,
        height: 1080,
        clock: 148_500,
        horizontal_total: 2200,
        vertical_total: 1125,
        vscan: 0,
        flags: ModeFlags::NONE,
        preferred: true,
    }
}

#[test]
fn full_hd_has_sixty_hertz() {
    assert_eq!(full_hd().refresh_millihertz(), 60_000);
    assert_eq!(
        Mode {
            vertical_total: 0,
            ..full_hd()
        }
        .refresh_millihertz(),
        0
    );
}

#[test]
fn names_tell_interlacing() {
    assert_eq!(full_hd().name(), "1920x1080");
    let flags = ModeFlags::INTERLACE | ModeFlags::DOUBLE_SCAN;
    assert_eq!(Mode { flags, ..full_hd() }.name(), "1920x1080i");
}

#[test]
fn codes_are_the_kernels() {
    assert_eq!(Format::Xrgb8888.fourcc().0, 0x3432_5258);
    assert_eq!(Format::Argb8888.fourcc().to_string(), "AR24");
    assert_eq!(
        Format::from_fourcc(Fourcc::new(b"RG16")),
        Some(Format::Rgb565)
    );
    assert_eq!(Format::from_fourcc(Fourcc(7)), None);
}
