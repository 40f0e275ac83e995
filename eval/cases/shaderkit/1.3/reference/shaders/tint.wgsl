struct TintUniforms {
    color: vec4<f32>,
    // 0 leaves the picture as it is, 1 shows the colour alone.
    amount: f32,
}

@group(0) @binding(0) var<uniform> tint: TintUniforms;
@group(0) @binding(1) var source: texture_2d<f32>;
@group(0) @binding(2) var source_sampler: sampler;

@fragment
fn fs_tint(@location(0) uv: vec2<f32>) -> @location(0) vec4<f32> {
    let color = textureSample(source, source_sampler, uv);
    return vec4<f32>(mix(color.rgb, tint.color.rgb * color.a, tint.amount), color.a);
}
