use crate::{Rect, Size};

/// How an output is turned, counter-clockwise. A flipped one is mirrored at the vertical axis first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Transform {
    #[default]
    Normal,
    Turn90,
    Turn180,
    Turn270,
    Flipped,
    Flipped90,
    Flipped180,
    Flipped270,
}

impl Transform {
    fn is_flipped(self) -> bool {
        use Transform::{Flipped, Flipped90, Flipped180, Flipped270};
        matches!(self, Flipped | Flipped90 | Flipped180 | Flipped270)
    }

    fn quarters(self) -> usize {
        match self {
            Transform::Normal | Transform::Flipped => 0,
            Transform::Turn90 | Transform::Flipped90 => 3,
            Transform::Turn180 | Transform::Flipped180 => 2,
            Transform::Turn270 | Transform::Flipped270 => 1,
        }
    }

    /// The size of an output after the transform.
    pub fn size(self, output: Size) -> Size {
        match self.quarters() % 2 {
            0 => output,
            _ => Size::new(output.h, output.w),
        }
    }

    /// Where a rectangle of the output lies after the transform.
    pub fn apply(self, rect: Rect, output: Size) -> Rect {
        let mut rect = rect;
        if self.is_flipped() {
            rect.at.x = output.w - rect.right();
        }
        let mut size = output;
        for _ in 0..self.quarters() {
            rect = Rect::new(rect.top(), size.w - rect.right(), rect.size.h, rect.size.w);
            size = Size::new(size.h, size.w);
        }
        rect
    }
}
