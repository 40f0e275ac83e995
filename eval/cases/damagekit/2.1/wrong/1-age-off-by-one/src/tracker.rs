use std::collections::VecDeque;

use crate::{Rect, Region, Size};

/// Collects the damage of the frame that is being made, and remembers that of the last ones.
#[derive(Debug, Clone)]
pub struct DamageTracker {
    output: Size,
    current: Region,
    /// Finished frames, the newest first; never empty.
    frames: VecDeque<Region>,
    finished: usize,
}

impl DamageTracker {
    pub fn new(output: Size) -> Self {
        Self::with_history(output, 3)
    }

    /// Remembers the damage of so many frames, at least one.
    pub fn with_history(output: Size, frames: usize) -> Self {
        let frames = std::iter::repeat_n(Region::new(), frames.max(1)).collect();
        Self {
            output,
            current: Region::new(),
            frames,
            finished: 0,
        }
    }

    /// Marks a rectangle of the frame in the making. What lies outside the output is left out.
    pub fn damage(&mut self, rect: Rect) {
        if let Some(inside) = rect.intersection(self.whole()) {
            self.current.add(inside);
        }
    }

    /// Ends the frame.
    pub fn finish_frame(&mut self) {
        self.frames.pop_back();
        self.frames.push_front(std::mem::take(&mut self.current));
        self.finished += 1;
    }

    /// The damage of the last finished frame.
    pub fn last_damage(&self) -> &Region {
        &self.frames[0]
    }

    /// What has to be painted into a buffer that was painted `age` frames ago. Everything if that is unknown.
    pub fn for_age(&self, age: usize) -> Region {
        let mut region = Region::new();
        if age == 0 || age > self.finished.min(self.frames.len()) {
            region.add(self.whole());
            return region;
        }
        for rect in self.frames.iter().take(age - 1).flat_map(Region::rects) {
            region.add(*rect);
        }
        region
    }

    fn whole(&self) -> Rect {
        Rect {
            size: self.output,
            ..Rect::default()
        }
    }
}
