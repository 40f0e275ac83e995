//! Wraps, aligns and compares text for terminals.

mod hunk;
mod text;

pub use hunk::{hunks, Hunk};
pub use text::{
    align_line, dedent, diff, expand_tabs, framed, indent, justify, truncate, wrap, Align, Edit,
    Ellipsis, Table, WrapOptions,
};
