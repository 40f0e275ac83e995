use damagekit::{Point, Rect, Region};

const SIDE: i32 = 24;

/// A grid of pixels and the region that should be the same.
struct Both {
    pixels: Vec<bool>,
    region: Region,
}

impl Both {
    fn new() -> Self {
        Self {
            pixels: vec![false; (SIDE * SIDE) as usize],
            region: Region::new(),
        }
    }

    fn paint(&mut self, rect: Rect, set: bool) {
        for (index, pixel) in self.pixels.iter_mut().enumerate() {
            if rect.contains(point(index)) {
                *pixel = set;
            }
        }
        if set {
            self.region.add(rect)
        } else {
            self.region.subtract(rect)
        }
    }

    fn assert_same(&self) {
        let painted = self.pixels.iter().filter(|&&pixel| pixel).count();
        assert_eq!(self.region.area(), painted as i64);
        for (index, &pixel) in self.pixels.iter().enumerate() {
            assert_eq!(
                self.region.contains(point(index)),
                pixel,
                "{:?}",
                point(index)
            );
        }
    }
}

fn point(index: usize) -> Point {
    Point::new(index as i32 % SIDE, index as i32 / SIDE)
}

/// A small generator, so that every run is the same.
fn next(state: &mut u32, below: i32) -> i32 {
    *state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
    (*state >> 16) as i32 % below
}

#[test]
fn regions_are_sets_of_pixels() {
    for seed in 0..20 {
        let mut state = seed;
        let mut both = Both::new();
        for _ in 0..12 {
            let (x, y) = (next(&mut state, SIDE), next(&mut state, SIDE));
            let (w, h) = (
                next(&mut state, SIDE - x + 1),
                next(&mut state, SIDE - y + 1),
            );
            both.paint(Rect::new(x, y, w, h), next(&mut state, 3) > 0);
            both.assert_same();
        }
    }
}
