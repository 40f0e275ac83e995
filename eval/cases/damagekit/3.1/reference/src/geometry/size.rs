/// A width and a height, never negative.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Size {
    pub w: i32,
    pub h: i32,
}

impl Size {
    /// A negative width or height counts as zero.
    pub const fn new(w: i32, h: i32) -> Self {
        Self {
            w: if w < 0 { 0 } else { w },
            h: if h < 0 { 0 } else { h },
        }
    }

    pub const fn is_empty(self) -> bool {
        self.w == 0 || self.h == 0
    }

    /// The number of pixels.
    pub const fn area(self) -> i64 {
        self.w as i64 * self.h as i64
    }
}
