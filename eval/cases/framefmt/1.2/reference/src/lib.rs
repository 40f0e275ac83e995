//! Pixel formats, display modes and buffer layouts.

mod format;
mod fourcc;
mod layout;
mod mode;
mod wanted;

pub use format::Format;
pub use fourcc::Fourcc;
pub use layout::{Layout, LayoutError};
pub use mode::{Mode, ModeFlags};
pub use wanted::{WantedMode, WantedModeError};
