struct BlurUniforms {
    // The size of a texel in the direction of this pass.
    texel: vec2<f32>,
    strength: f32,
    pass_index: u32,
}

// The middle and one side of a symmetric kernel.
const WEIGHTS = array<f32, 5>(0.227027, 0.194595, 0.121622, 0.054054, 0.032432);

@group(0) @binding(0) var<uniform> blur: BlurUniforms;
@group(0) @binding(1) var source: texture_2d<f32>;
@group(0) @binding(2) var source_sampler: sampler;

@fragment
fn fs_blur(@location(0) uv: vec2<f32>) -> @location(0) vec4<f32> {
    var weights = WEIGHTS;
    var sum = textureSampleLevel(source, source_sampler, uv, 0.0) * weights[0];
    for (var i = 1; i < 5; i++) {
        let offset = blur.texel * f32(i) * blur.strength;
        sum += textureSampleLevel(source, source_sampler, uv + offset, 0.0) * weights[i];
        sum += textureSampleLevel(source, source_sampler, uv - offset, 0.0) * weights[i];
    }
    return sum;
}
