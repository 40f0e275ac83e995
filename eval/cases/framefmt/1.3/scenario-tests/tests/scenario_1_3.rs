use framefmt::{Mode, ModeFlags, best_mode};

fn mode(width: u16, height: u16, hertz: u32) -> Mode {
    Mode {
        width,
        height,
        clock: hertz,
        horizontal_total: 1000,
        vertical_total: 1,
        vscan: 0,
        flags: ModeFlags::NONE,
        preferred: false,
    }
}

#[test]
fn preferred_beats_larger() {
    let modes = [
        mode(3840, 2160, 60),
        Mode {
            preferred: true,
            ..mode(1920, 1080, 60)
        },
    ];
    assert_eq!(best_mode(&modes), Some(&modes[1]));
}

#[test]
fn no_modes() {
    assert_eq!(best_mode(&[]), None);
}
