//! WGSL shaders and the layout of their uniforms.

mod import;
pub mod reflect;
mod shader;
mod uniforms;

pub use import::{expand, ImportError};
pub use shader::Shader;
pub use uniforms::{BlurUniforms, QuadUniforms, TintUniforms};
