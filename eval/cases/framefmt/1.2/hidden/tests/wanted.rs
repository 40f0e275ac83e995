use framefmt::{Mode, ModeFlags, WantedMode, WantedModeError};

fn wanted(text: &str) -> Option<(u16, u16, Option<u32>)> {
    let wanted: Result<WantedMode, WantedModeError> = text.parse();
    wanted
        .ok()
        .map(|wanted| (wanted.width, wanted.height, wanted.millihertz))
}

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
fn sizes_and_rates() {
    assert_eq!(wanted("1920x1080@59.94"), Some((1920, 1080, Some(59_940))));
    assert_eq!(wanted("800x600"), Some((800, 600, None)));
    assert_eq!(wanted("640x480@75"), Some((640, 480, Some(75_000))));
    assert_eq!(wanted("640x480@74.5"), Some((640, 480, Some(74_500))));
    assert_eq!(wanted("640x480@60.005"), Some((640, 480, Some(60_005))));
}

#[test]
fn nonsense_is_refused() {
    for text in [
        "",
        "x",
        "1920x",
        "x1080",
        "1920x1080@",
        "0x600",
        "800x0",
        "800x600@1.2345",
        "800x600@-60",
        "70000x600",
    ] {
        assert_eq!(wanted(text), None, "{text:?}");
    }
    assert_eq!(wanted("800x600@60@60"), None);
    assert_eq!(wanted(" 800x600"), None);
}

#[test]
fn modes_match() {
    let mode = mode(800, 600, 60_000);
    assert_eq!(mode.refresh_millihertz(), 60_000_000);
    let matches = |millihertz| {
        WantedMode {
            width: 800,
            height: 600,
            millihertz,
        }
        .matches(&mode)
    };
    assert!(matches(None));
    assert!(matches(Some(60_000_500)) && matches(Some(59_999_500)));
    assert!(!matches(Some(60_000_501)) && !matches(Some(59_999_499)));
    assert!(
        !WantedMode {
            width: 600,
            height: 800,
            millihertz: None
        }
        .matches(&mode)
    );
}
