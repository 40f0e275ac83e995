//! Pixel formats, display modes and buffer layouts.

mod format;
mod fourcc;
mod layout;
mod mode;

pub use format::Format;
pub use fourcc::{BadFourcc, Fourcc};
pub use layout::{Layout, LayoutError};
pub use mode::{Mode, ModeFlags};
