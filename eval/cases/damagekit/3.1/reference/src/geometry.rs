//! Integer geometry. Rectangles are half-open.

mod point;
mod rect;
mod size;

pub use point::Point;
pub use rect::Rect;
pub use size::Size;
