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
}

struct FormatInfo {
    format: Format,
    fourcc: Fourcc,
    bytes_per_pixel: u32,
    /// The twin without alpha, for a format that has it.
    opaque: Option<Format>,
}

/// One row per format, in the order of the variants.
const FORMATS: &[FormatInfo] = &[
    row(Format::Argb8888, b"AR24", 4, Some(Format::Xrgb8888)),
    row(Format::Xrgb8888, b"XR24", 4, None),
    row(Format::Abgr8888, b"AB24", 4, Some(Format::Xbgr8888)),
    row(Format::Xbgr8888, b"XB24", 4, None),
    row(Format::Rgb565, b"RG16", 2, None),
    row(Format::R8, b"R8  ", 1, None),
];

const fn row(
    format: Format,
    code: &[u8; 4],
    bytes_per_pixel: u32,
    opaque: Option<Format>,
) -> FormatInfo {
    FormatInfo {
        format,
        fourcc: Fourcc::new(code),
        bytes_per_pixel,
        opaque,
    }
}

impl Format {
    pub const ALL: [Format; 6] = [
        Format::Argb8888,
        Format::Xrgb8888,
        Format::Abgr8888,
        Format::Xbgr8888,
        Format::Rgb565,
        Format::R8,
    ];

    const fn info(self) -> &'static FormatInfo {
        &FORMATS[self as usize]
    }

    pub const fn fourcc(self) -> Fourcc {
        self.info().fourcc
    }

    /// The bytes of one pixel.
    pub const fn bytes_per_pixel(self) -> u32 {
        self.info().bytes_per_pixel
    }

    /// Whether pixels may be transparent.
    pub const fn has_alpha(self) -> bool {
        self.info().opaque.is_some()
    }

    /// The same format without alpha; itself when it has none.
    pub const fn opaque(self) -> Format {
        match self.info().opaque {
            Some(twin) => twin,
            None => self,
        }
    }

    pub fn from_fourcc(code: Fourcc) -> Option<Format> {
        FORMATS
            .iter()
            .find(|info| info.fourcc == code)
            .map(|info| info.format)
    }
}
