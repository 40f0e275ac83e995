use std::fmt;

use crate::Format;

/// Where the pixels of a buffer lie in memory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    format: Format,
    planes: Vec<PlaneLayout>,
    size: u32,
}

/// Where one plane of a buffer lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlaneLayout {
    /// The bytes from one line to the next.
    pub stride: u32,
    /// Where the first line starts in the buffer.
    pub offset: u32,
    pub lines: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LayoutError {
    /// The width or the height is zero.
    Empty,
    /// The alignment is not a power of two.
    Alignment,
}

impl fmt::Display for LayoutError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            LayoutError::Empty => write!(f, "a buffer needs pixels"),
            LayoutError::Alignment => write!(f, "the alignment is not a power of two"),
        }
    }
}

impl std::error::Error for LayoutError {}

impl Layout {
    /// The layout of a buffer whose lines start at multiples of `alignment` bytes.
    pub fn new(
        format: Format,
        width: u32,
        height: u32,
        alignment: u32,
    ) -> Result<Self, LayoutError> {
        if width == 0 || height == 0 {
            return Err(LayoutError::Empty);
        }
        if !alignment.is_power_of_two() {
            return Err(LayoutError::Alignment);
        }
        let mut size = 0;
        let mut planes = Vec::new();
        for &(bytes, halved) in format.planes() {
            let (samples, lines) = match halved {
                true => (width.div_ceil(2), height.div_ceil(2)),
                false => (width, height),
            };
            let stride = align(samples * bytes, alignment);
            planes.push(PlaneLayout {
                stride,
                offset: size,
                lines,
            });
            size += stride * lines;
        }
        Ok(Self {
            format,
            planes,
            size,
        })
    }

    pub fn format(&self) -> Format {
        self.format
    }

    /// The planes in the order of the format.
    pub fn planes(&self) -> &[PlaneLayout] {
        &self.planes
    }

    /// The bytes from one line of the first plane to the next.
    pub fn stride(&self) -> u32 {
        self.planes[0].stride
    }

    /// The bytes of the whole buffer.
    pub fn size(&self) -> u32 {
        self.size
    }
}

fn align(value: u32, alignment: u32) -> u32 {
    (value + alignment - 1) & !(alignment - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_aligned() {
        let layout = Layout::new(Format::Rgb565, 5, 3, 8).unwrap();
        assert_eq!((layout.stride(), layout.size()), (16, 48));
        let layout = Layout::new(Format::R8, 16, 2, 16).unwrap();
        assert_eq!((layout.stride(), layout.size()), (16, 32));
    }

    #[test]
    fn odd_requests_are_refused() {
        assert_eq!(Layout::new(Format::R8, 0, 2, 4), Err(LayoutError::Empty));
        assert_eq!(
            Layout::new(Format::R8, 2, 2, 12),
            Err(LayoutError::Alignment)
        );
        assert_eq!(
            Layout::new(Format::R8, 2, 2, 0),
            Err(LayoutError::Alignment)
        );
    }
}
