use std::fmt;

use crate::Format;

/// Where the pixels of a buffer lie in memory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    format: Format,
    stride: u32,
    size: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LayoutError {
    /// The width or the height is zero.
    Empty,
    /// The alignment is not a power of two.
    Alignment,
    /// The buffer does not fit 32 bits.
    TooLarge,
}

impl fmt::Display for LayoutError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            LayoutError::Empty => write!(f, "a buffer needs pixels"),
            LayoutError::Alignment => write!(f, "the alignment is not a power of two"),
            LayoutError::TooLarge => write!(f, "the buffer is too large"),
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
        let stride = width
            .checked_mul(format.bytes_per_pixel())
            .and_then(|bytes| bytes.checked_next_multiple_of(alignment))
            .ok_or(LayoutError::TooLarge)?;
        let size = stride.checked_mul(height).ok_or(LayoutError::TooLarge)?;
        Ok(Self {
            format,
            stride,
            size,
        })
    }

    pub fn format(&self) -> Format {
        self.format
    }

    /// The bytes from one line to the next.
    pub fn stride(&self) -> u32 {
        self.stride
    }

    /// The bytes of the whole buffer.
    pub fn size(&self) -> u32 {
        self.size
    }
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
