//! Wraps, aligns and compares text for terminals.

mod text;

pub use text::{
    align_line, dedent, diff, expand_tabs, framed, indent, justify, truncate, wrap, Align, Edit,
    Ellipsis, Table, WrapOptions,
};
