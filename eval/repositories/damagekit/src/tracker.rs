use crate::{Rect, Region, Size};

/// Collects the damage of the frame that is being made.
#[derive(Debug, Clone)]
pub struct DamageTracker {
    output: Size,
    current: Region,
    last: Region,
}

impl DamageTracker {
    pub fn new(output: Size) -> Self {
        Self {
            output,
            current: Region::new(),
            last: Region::new(),
        }
    }

    /// Marks a rectangle of the frame in the making. What lies outside the output is left out.
    pub fn damage(&mut self, rect: Rect) {
        let output = Rect {
            size: self.output,
            ..Rect::default()
        };
        if let Some(inside) = rect.intersection(output) {
            self.current.add(inside);
        }
    }

    /// Ends the frame.
    pub fn finish_frame(&mut self) {
        self.last = std::mem::take(&mut self.current);
    }

    /// The damage of the last finished frame.
    pub fn last_damage(&self) -> &Region {
        &self.last
    }
}
