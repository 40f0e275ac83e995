use framefmt::{Mode, ModeFlags};

fn rate(clock: u32, totals: (u16, u16), vscan: u16, flags: ModeFlags) -> u32 {
    let (horizontal_total, vertical_total) = totals;
    let mode = Mode {
        width: 1,
        height: 1,
        clock,
        horizontal_total,
        vertical_total,
        vscan,
        flags,
        preferred: false,
    };
    mode.refresh_millihertz()
}

#[test]
fn flags_change_the_rate() {
    let both = ModeFlags::INTERLACE | ModeFlags::DOUBLE_SCAN;
    assert_eq!(rate(148_500, (2200, 1125), 0, ModeFlags::NONE), 60_000);
    assert_eq!(rate(74_250, (2200, 1125), 0, ModeFlags::INTERLACE), 60_000);
    assert_eq!(
        rate(148_500, (2200, 1125), 1, ModeFlags::DOUBLE_SCAN),
        30_000
    );
    assert_eq!(rate(148_500, (2200, 1125), 1, both), 60_000);
    assert_eq!(rate(148_500, (2200, 1125), 3, ModeFlags::NONE), 20_000);
    assert_eq!(
        rate(148_500, (2200, 1125), 2, ModeFlags::DOUBLE_SCAN),
        15_000
    );
}

#[test]
fn the_nearest_counts() {
    assert_eq!(rate(25_175, (800, 525), 0, ModeFlags::NONE), 59_940);
    assert_eq!(rate(2, (3, 1), 0, ModeFlags::NONE), 666_667);
    assert_eq!(rate(5, (3, 1), 4, ModeFlags::NONE), 416_667);
    assert_eq!(rate(1, (3, 1), 0, ModeFlags::NONE), 333_333);
}

#[test]
fn no_totals_no_rate() {
    assert_eq!(rate(25_175, (0, 525), 2, ModeFlags::INTERLACE), 0);
}
