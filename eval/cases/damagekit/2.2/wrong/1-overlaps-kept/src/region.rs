use crate::{Point, Rect};

/// A set of pixels, as rectangles that do not overlap.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Region {
    rects: Vec<Rect>,
}

impl Region {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn rects(&self) -> &[Rect] {
        &self.rects
    }

    pub fn is_empty(&self) -> bool {
        self.rects.is_empty()
    }

    /// The number of pixels.
    pub fn area(&self) -> i64 {
        self.rects.iter().map(|rect| rect.area()).sum()
    }

    pub fn contains(&self, point: Point) -> bool {
        self.rects.iter().any(|rect| rect.contains(point))
    }

    /// The smallest rectangle that contains the region.
    pub fn bounds(&self) -> Rect {
        self.rects
            .iter()
            .fold(Rect::default(), |bounds, &rect| bounds.union(rect))
    }

    /// Adds the pixels of a rectangle.
    pub fn add(&mut self, rect: Rect) {
        let mut new = vec![rect];
        for &old in &self.rects {
            new = new
                .into_iter()
                .flat_map(|piece| without(piece, old))
                .collect();
        }
        self.rects
            .extend(new.into_iter().filter(|piece| !piece.is_empty()));
    }

    /// Takes the pixels of a rectangle away.
    pub fn subtract(&mut self, rect: Rect) {
        self.rects = self
            .rects
            .iter()
            .flat_map(|&old| without(old, rect))
            .collect();
    }

    /// Replaces the region by its bounds when it has more than `most` rectangles.
    pub fn simplify(&mut self, most: usize) {
        if self.rects.len() > most {
            self.rects = vec![self.bounds()];
        }
    }

    /// Leaves only the pixels within a rectangle.
    pub fn clip(&mut self, rect: Rect) {
        self.rects = self
            .rects
            .iter()
            .filter_map(|old| old.intersection(rect))
            .filter(|piece| !piece.is_empty())
            .collect();
    }
}

impl Extend<Rect> for Region {
    fn extend<I: IntoIterator<Item = Rect>>(&mut self, rects: I) {
        self.rects.extend(rects);
    }
}

impl FromIterator<Rect> for Region {
    fn from_iter<I: IntoIterator<Item = Rect>>(rects: I) -> Self {
        let mut region = Region::new();
        region.extend(rects);
        region
    }
}

/// What is left of a rectangle without a hole: above, below, left and right of it.
fn without(rect: Rect, hole: Rect) -> Vec<Rect> {
    let Some(hole) = rect.intersection(hole).filter(|hole| !hole.is_empty()) else {
        return vec![rect];
    };
    let pieces = [
        Rect::between(rect.left(), rect.top(), rect.right(), hole.top()),
        Rect::between(rect.left(), hole.bottom(), rect.right(), rect.bottom()),
        Rect::between(rect.left(), hole.top(), hole.left(), hole.bottom()),
        Rect::between(hole.right(), hole.top(), rect.right(), hole.bottom()),
    ];
    pieces
        .into_iter()
        .filter(|piece| !piece.is_empty())
        .collect()
}
