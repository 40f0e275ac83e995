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
            ..mode(1920, 1080, 30)
        },
        mode(800, 600, 90),
    ];
    assert_eq!(best_mode(&modes), Some(&modes[1]));
}

#[test]
fn pixels_beat_rates() {
    let modes = [
        mode(800, 600, 144),
        mode(1280, 720, 30),
        mode(1280, 720, 60),
        mode(600, 1000, 200),
    ];
    assert_eq!(best_mode(&modes), Some(&modes[2]));
    let tall = [mode(1000, 1000, 1), mode(2000, 400, 2)];
    assert_eq!(best_mode(&tall), Some(&tall[0]));
    let large = [mode(256, 256, 60), mode(65535, 65535, 60)];
    assert_eq!(best_mode(&large), Some(&large[1]));
}

#[test]
fn progressive_beats_interlaced() {
    // An interlaced mode of the same rate, whichever way the rate of fields is counted.
    let interlaced = Mode {
        horizontal_total: 0,
        flags: ModeFlags::INTERLACE,
        ..mode(800, 600, 60)
    };
    let progressive = Mode {
        horizontal_total: 0,
        ..mode(800, 600, 60)
    };
    let modes = [interlaced, progressive];
    assert_eq!(best_mode(&modes), Some(&modes[1]));
}

#[test]
fn the_first_of_equals_wins() {
    let modes = [mode(800, 600, 60), mode(800, 600, 60), mode(600, 800, 60)];
    assert!(std::ptr::eq(best_mode(&modes).unwrap(), &modes[0]));
    assert_eq!(best_mode(&[]), None);
}
