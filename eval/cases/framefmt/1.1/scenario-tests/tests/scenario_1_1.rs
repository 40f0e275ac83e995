use framefmt::{Mode, ModeFlags};

fn mode(clock: u32, horizontal_total: u16, vertical_total: u16, flags: ModeFlags) -> Mode {
    Mode {
        width: 1,
        height: 1,
        clock,
        horizontal_total,
        vertical_total,
        vscan: 0,
        flags,
        preferred: false,
    }
}

#[test]
fn full_hd() {
    assert_eq!(
        mode(148_500, 2200, 1125, ModeFlags::NONE).refresh_millihertz(),
        60_000
    );
}

#[test]
fn interlaced() {
    assert_eq!(
        mode(74_250, 2200, 1125, ModeFlags::INTERLACE).refresh_millihertz(),
        60_000
    );
}

#[test]
fn rounding() {
    assert_eq!(
        mode(25_175, 800, 525, ModeFlags::NONE).refresh_millihertz(),
        59_940
    );
}
