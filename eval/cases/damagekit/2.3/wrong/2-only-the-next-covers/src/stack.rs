use crate::{Point, Rect, Region};

/// Names an element on the output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ElementId(pub u32);

/// Something to be painted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Element {
    pub id: ElementId,
    pub rect: Rect,
    /// Whether nothing shines through.
    pub opaque: bool,
}

/// The elements of an output, front to back.
#[derive(Debug, Clone, Default)]
pub struct Stack {
    elements: Vec<Element>,
}

impl Stack {
    pub fn new() -> Self {
        Self::default()
    }

    /// Puts an element in front of the others.
    pub fn push_front(&mut self, element: Element) {
        self.elements.insert(0, element);
    }

    pub fn elements(&self) -> &[Element] {
        &self.elements
    }

    /// Moves an element to the front. Tells whether there is such an element.
    pub fn raise(&mut self, id: ElementId) -> bool {
        match self.elements.iter().position(|element| element.id == id) {
            Some(index) => {
                self.elements[..=index].rotate_right(1);
                true
            }
            None => false,
        }
    }

    /// What can be seen of each element, front to back. Elements that are hidden altogether are left out.
    pub fn visible(&self) -> Vec<(ElementId, Region)> {
        let mut covered = Region::new();
        let mut visible = Vec::new();
        for element in &self.elements {
            let mut region = Region::new();
            region.add(element.rect);
            covered
                .rects()
                .iter()
                .for_each(|&rect| region.subtract(rect));
            if !region.is_empty() {
                visible.push((element.id, region));
            }
            if element.opaque {
                covered = Region::new();
                covered.add(element.rect);
            }
        }
        visible
    }

    /// The foremost element below a point.
    pub fn element_at(&self, point: Point) -> Option<&Element> {
        self.elements
            .iter()
            .find(|element| element.rect.contains(point))
    }
}
