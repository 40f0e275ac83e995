//! Pixel formats, display modes and buffer layouts.

mod format;
mod fourcc;
mod layout;
mod mode;

pub use format::Format;
pub use fourcc::Fourcc;
pub use layout::{Layout, LayoutError, PlaneLayout};
pub use mode::{Mode, ModeFlags};
