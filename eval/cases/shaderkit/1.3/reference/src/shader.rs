use crate::{expand, ImportError};

/// The shaders of the compositor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Shader {
    Quad,
    Blur,
    Tint,
}

impl Shader {
    pub const ALL: &'static [Shader] = &[Shader::Quad, Shader::Blur, Shader::Tint];

    pub const fn name(self) -> &'static str {
        match self {
            Shader::Quad => "quad",
            Shader::Blur => "blur",
            Shader::Tint => "tint",
        }
    }

    /// The text as it was written.
    pub const fn source(self) -> &'static str {
        match self {
            Shader::Quad => include_str!("../shaders/quad.wgsl"),
            Shader::Blur => include_str!("../shaders/blur.wgsl"),
            Shader::Tint => include_str!("../shaders/tint.wgsl"),
        }
    }

    /// The name of the struct of its uniforms.
    pub const fn uniforms(self) -> &'static str {
        match self {
            Shader::Quad => "QuadUniforms",
            Shader::Blur => "BlurUniforms",
            Shader::Tint => "TintUniforms",
        }
    }

    /// The text with its imports, as a device takes it.
    pub fn assemble(self) -> Result<String, ImportError> {
        expand(self.source(), &module)
    }
}

fn module(name: &str) -> Option<&'static str> {
    match name {
        "common" => Some(include_str!("../shaders/common.wgsl")),
        _ => None,
    }
}
