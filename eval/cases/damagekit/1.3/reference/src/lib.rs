//! Rectangles, regions and damage tracking.

mod geometry;
mod region;
mod stack;
mod tracker;
mod transform;

pub use geometry::{Point, Rect, Size};
pub use region::Region;
pub use stack::{Element, ElementId, Stack};
pub use tracker::DamageTracker;
pub use transform::Transform;
