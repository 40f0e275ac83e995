//! Small dense matrices of `f64`.

mod matrix;
mod solve;

pub use matrix::{Matrix, MatrixError};
pub use solve::solve;
