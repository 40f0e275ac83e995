use std::ops::BitOr;

/// Flags of a mode, as the kernel numbers them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ModeFlags(u32);

impl ModeFlags {
    pub const NONE: ModeFlags = ModeFlags(0);
    pub const INTERLACE: ModeFlags = ModeFlags(1 << 4);
    pub const DOUBLE_SCAN: ModeFlags = ModeFlags(1 << 5);

    pub const fn contains(self, other: ModeFlags) -> bool {
        self.0 & other.0 == other.0
    }
}

impl BitOr for ModeFlags {
    type Output = ModeFlags;

    fn bitor(self, other: ModeFlags) -> ModeFlags {
        ModeFlags(self.0 | other.0)
    }
}

/// The timings of a display. Totals include the blanking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mode {
    pub width: u16,
    pub height: u16,
    /// The pixel clock in kHz.
    pub clock: u32,
    pub horizontal_total: u16,
    pub vertical_total: u16,
    /// How often a line is shown; 0 and 1 mean once.
    pub vscan: u16,
    pub flags: ModeFlags,
    /// Whether the display asks for this mode.
    pub preferred: bool,
}

impl Mode {
    /// The refresh rate in millihertz; 0 when the totals are.
    pub fn refresh_millihertz(&self) -> u32 {
        let pixels = u64::from(self.horizontal_total) * u64::from(self.vertical_total);
        if pixels == 0 {
            return 0;
        }
        (u64::from(self.clock) * 1_000_000 / pixels) as u32
    }

    /// `1920x1080`, with an `i` behind it when interlaced.
    pub fn name(&self) -> String {
        let suffix = if self.flags.contains(ModeFlags::INTERLACE) {
            "i"
        } else {
            ""
        };
        format!("{}x{}{suffix}", self.width, self.height)
    }
}
