//! Wraps, aligns and compares text for terminals.

mod diff;
mod text;

pub use diff::{diff, Edit};
pub use text::{
    align_line, dedent, expand_tabs, framed, indent, justify, truncate, wrap, Align, Ellipsis,
    Table, WrapOptions,
};
