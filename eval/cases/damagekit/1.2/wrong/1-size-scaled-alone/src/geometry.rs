use std::ops::{Add, Sub};

/// A place in logical pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Point {
    pub x: i32,
    pub y: i32,
}

impl Point {
    pub const fn new(x: i32, y: i32) -> Self {
        Self { x, y }
    }
}

impl Add for Point {
    type Output = Point;

    fn add(self, other: Point) -> Point {
        Point::new(self.x + other.x, self.y + other.y)
    }
}

impl Sub for Point {
    type Output = Point;

    fn sub(self, other: Point) -> Point {
        Point::new(self.x - other.x, self.y - other.y)
    }
}

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

/// A rectangle: it contains its left and top edge, not its right and bottom edge.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Rect {
    pub at: Point,
    pub size: Size,
}

impl Rect {
    pub const fn new(x: i32, y: i32, w: i32, h: i32) -> Self {
        Self {
            at: Point::new(x, y),
            size: Size::new(w, h),
        }
    }

    /// The rectangle between two corners.
    pub const fn between(left: i32, top: i32, right: i32, bottom: i32) -> Self {
        Self::new(left, top, right - left, bottom - top)
    }

    pub const fn left(self) -> i32 {
        self.at.x
    }

    pub const fn top(self) -> i32 {
        self.at.y
    }

    pub const fn right(self) -> i32 {
        self.at.x + self.size.w
    }

    pub const fn bottom(self) -> i32 {
        self.at.y + self.size.h
    }

    pub const fn is_empty(self) -> bool {
        self.size.is_empty()
    }

    pub const fn area(self) -> i64 {
        self.size.area()
    }

    pub const fn contains(self, point: Point) -> bool {
        point.x >= self.left()
            && point.x < self.right()
            && point.y >= self.top()
            && point.y < self.bottom()
    }

    /// What both rectangles contain.
    pub fn intersection(self, other: Rect) -> Option<Rect> {
        let left = self.left().max(other.left());
        let top = self.top().max(other.top());
        let right = self.right().min(other.right());
        let bottom = self.bottom().min(other.bottom());
        (left <= right && top <= bottom).then(|| Rect::between(left, top, right, bottom))
    }

    /// The smallest rectangle that contains both. An empty one adds nothing.
    pub fn union(self, other: Rect) -> Rect {
        if self.is_empty() {
            return other;
        }
        if other.is_empty() {
            return self;
        }
        Rect::between(
            self.left().min(other.left()),
            self.top().min(other.top()),
            self.right().max(other.right()),
            self.bottom().max(other.bottom()),
        )
    }

    /// The smallest rectangle in a grid of other pixels that covers this one. The scale is `numerator / denominator`,
    /// both greater than zero.
    pub fn scaled(self, numerator: i32, denominator: i32) -> Rect {
        let (n, d) = (i64::from(numerator), i64::from(denominator));
        let floor = |edge: i32| (i64::from(edge) * n).div_euclid(d) as i32;
        let ceil = |edge: i32| (i64::from(edge) * n + d - 1).div_euclid(d) as i32;
        Rect::new(
            floor(self.left()),
            floor(self.top()),
            ceil(self.size.w),
            ceil(self.size.h),
        )
    }

    /// The same rectangle somewhere else.
    pub fn translated(self, by: Point) -> Rect {
        Rect {
            at: self.at + by,
            size: self.size,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn right_and_bottom_are_outside() {
        let rect = Rect::new(1, 2, 3, 4);
        assert!(rect.contains(Point::new(1, 2)) && rect.contains(Point::new(3, 5)));
        assert!(!rect.contains(Point::new(4, 2)) && !rect.contains(Point::new(1, 6)));
    }

    #[test]
    fn rectangles_meet() {
        let rect = Rect::new(0, 0, 10, 10);
        assert_eq!(
            rect.intersection(Rect::new(5, 6, 10, 10)),
            Some(Rect::new(5, 6, 5, 4))
        );
        assert_eq!(rect.intersection(Rect::new(11, 0, 5, 5)), None);
        assert_eq!(rect.union(Rect::new(20, 5, 1, 1)), Rect::new(0, 0, 21, 10));
        assert_eq!(rect.union(Rect::default()), rect);
    }
}
