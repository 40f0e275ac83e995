use std::fmt;
use std::str::FromStr;

use crate::Mode;

/// How far a rate may be from the wanted one, in millihertz.
const TOLERANCE: u32 = 500;

/// A mode that somebody asks for, as in `1920x1080@59.94`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WantedMode {
    pub width: u16,
    pub height: u16,
    pub millihertz: Option<u32>,
}

/// The text is not of the form `<width>x<height>[@<hertz>]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WantedModeError(String);

impl fmt::Display for WantedModeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "'{}' is not a mode such as 1920x1080@60", self.0)
    }
}

impl std::error::Error for WantedModeError {}

impl WantedMode {
    /// Whether a mode has the size, and the rate if one is wanted.
    pub fn matches(&self, mode: &Mode) -> bool {
        let is_near = |wanted: u32| mode.refresh_millihertz().abs_diff(wanted) < TOLERANCE;
        (self.width, self.height) == (mode.width, mode.height)
            && self.millihertz.is_none_or(is_near)
    }
}

impl FromStr for WantedMode {
    type Err = WantedModeError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        read(text).ok_or_else(|| WantedModeError(text.to_owned()))
    }
}

fn read(text: &str) -> Option<WantedMode> {
    let (size, rate) = match text.split_once('@') {
        Some((size, rate)) => (size, Some(rate)),
        None => (text, None),
    };
    let (width, height) = size.split_once('x')?;
    let millihertz = match rate {
        Some(rate) => Some(read_rate(rate)?),
        None => None,
    };
    Some(WantedMode {
        width: read_size(width)?,
        height: read_size(height)?,
        millihertz,
    })
}

fn read_size(text: &str) -> Option<u16> {
    digits(text)?.parse().ok().filter(|&size| size > 0)
}

fn read_rate(text: &str) -> Option<u32> {
    let (hertz, decimals) = text.split_once('.').unwrap_or((text, "0"));
    if decimals.len() > 3 {
        return None;
    }
    let whole: u32 = digits(hertz)?.parse().ok()?;
    let rest: u32 = format!("{:0<3}", digits(decimals)?).parse().ok()?;
    whole.checked_mul(1000)?.checked_add(rest)
}

fn digits(text: &str) -> Option<&str> {
    (!text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())).then_some(text)
}
