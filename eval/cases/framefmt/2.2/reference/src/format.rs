use crate::Fourcc;

/// The pixel formats a buffer may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    Argb8888,
    Xrgb8888,
    Abgr8888,
    Xbgr8888,
    Rgb565,
    R8,
    Nv12,
    Yuv420,
}

impl Format {
    pub const ALL: [Format; 8] = [
        Format::Argb8888,
        Format::Xrgb8888,
        Format::Abgr8888,
        Format::Xbgr8888,
        Format::Rgb565,
        Format::R8,
        Format::Nv12,
        Format::Yuv420,
    ];

    pub const fn fourcc(self) -> Fourcc {
        match self {
            Format::Argb8888 => Fourcc::new(b"AR24"),
            Format::Xrgb8888 => Fourcc::new(b"XR24"),
            Format::Abgr8888 => Fourcc::new(b"AB24"),
            Format::Xbgr8888 => Fourcc::new(b"XB24"),
            Format::Rgb565 => Fourcc::new(b"RG16"),
            Format::R8 => Fourcc::new(b"R8  "),
            Format::Nv12 => Fourcc::new(b"NV12"),
            Format::Yuv420 => Fourcc::new(b"YU12"),
        }
    }

    /// The bytes of one pixel, of the first plane.
    pub const fn bytes_per_pixel(self) -> u32 {
        match self {
            Format::Argb8888 | Format::Xrgb8888 | Format::Abgr8888 | Format::Xbgr8888 => 4,
            Format::Rgb565 => 2,
            Format::R8 | Format::Nv12 | Format::Yuv420 => 1,
        }
    }

    /// Whether pixels may be transparent.
    pub const fn has_alpha(self) -> bool {
        match self {
            Format::Argb8888 | Format::Abgr8888 => true,
            Format::Xrgb8888 | Format::Xbgr8888 | Format::Rgb565 | Format::R8 => false,
            Format::Nv12 | Format::Yuv420 => false,
        }
    }

    /// The same format without alpha; itself when it has none.
    pub const fn opaque(self) -> Format {
        match self {
            Format::Argb8888 => Format::Xrgb8888,
            Format::Abgr8888 => Format::Xbgr8888,
            other => other,
        }
    }

    /// The planes in their order: the bytes of one sample, and whether there is a sample for two by two pixels only.
    pub(crate) const fn planes(self) -> &'static [(u32, bool)] {
        match self {
            Format::Argb8888 | Format::Xrgb8888 | Format::Abgr8888 | Format::Xbgr8888 => {
                &[(4, false)]
            }
            Format::Rgb565 => &[(2, false)],
            Format::R8 => &[(1, false)],
            Format::Nv12 => &[(1, false), (2, true)],
            Format::Yuv420 => &[(1, false), (1, true), (1, true)],
        }
    }

    pub fn from_fourcc(code: Fourcc) -> Option<Format> {
        Format::ALL
            .into_iter()
            .find(|format| format.fourcc() == code)
    }
}
