/// The uniforms of the quad shader.
#[repr(C)]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct QuadUniforms {
    /// Column by column.
    pub transform: [f32; 16],
    pub size: [f32; 2],
    pub opacity: f32,
    pub saturation: f32,
}

impl QuadUniforms {
    /// An opaque quad in its own colours.
    pub fn new(transform: [f32; 16], size: [f32; 2]) -> Self {
        Self {
            transform,
            size,
            opacity: 1.0,
            saturation: 1.0,
        }
    }

    /// What is written into the uniform buffer.
    pub fn to_bytes(&self) -> Vec<u8> {
        let tail = [self.size[0], self.size[1], self.opacity, self.saturation];
        self.transform
            .iter()
            .chain(&tail)
            .flat_map(|value| value.to_le_bytes())
            .collect()
    }
}

/// The uniforms of the tint shader.
#[repr(C)]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TintUniforms {
    pub color: [f32; 4],
    /// 0 leaves the picture as it is, 1 shows the colour alone.
    pub amount: f32,
}

impl TintUniforms {
    /// What is written into the uniform buffer, with the padding at its end.
    pub fn to_bytes(&self) -> Vec<u8> {
        let tail = [self.amount, 0.0, 0.0, 0.0];
        self.color
            .iter()
            .chain(&tail)
            .flat_map(|value| value.to_le_bytes())
            .collect()
    }
}

/// The uniforms of the blur shader.
#[repr(C)]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BlurUniforms {
    pub texel: [f32; 2],
    pub strength: f32,
    pub pass_index: u32,
}

impl BlurUniforms {
    /// What is written into the uniform buffer.
    pub fn to_bytes(&self) -> Vec<u8> {
        let floats = [self.texel[0], self.texel[1], self.strength];
        let floats = floats.iter().flat_map(|value| value.to_le_bytes());
        floats.chain(self.pass_index.to_le_bytes()).collect()
    }
}
