#import common

struct QuadUniforms {
    transform: mat4x4<f32>,
    // In pixels.
    size: vec2<f32>,
    opacity: f32,
    saturation: f32,
    // In pixels; 0 leaves the corners as they are.
    corner_radius: f32,
}

struct VertexOutput {
    @builtin(position) position: vec4<f32>,
    @location(0) uv: vec2<f32>,
}

@group(0) @binding(0) var<uniform> quad: QuadUniforms;
@group(0) @binding(1) var source: texture_2d<f32>;
@group(0) @binding(2) var source_sampler: sampler;

@vertex
fn vs_quad(@builtin(vertex_index) index: u32) -> VertexOutput {
    let uv = vec2<f32>(f32(index & 1u), f32(index >> 1u));
    var out: VertexOutput;
    out.position = quad.transform * vec4<f32>(uv * quad.size, 0.0, 1.0);
    out.uv = uv;
    return out;
}

// 1 within the rounded quad, 0 outside, and something between on the edge.
fn rounded_alpha(uv: vec2<f32>) -> f32 {
    let half_size = quad.size * 0.5;
    let radius = min(quad.corner_radius, min(half_size.x, half_size.y));
    let corner = abs(uv * quad.size - half_size) - (half_size - vec2<f32>(radius));
    let distance = length(max(corner, vec2<f32>(0.0))) - radius;
    return 1.0 - smoothstep(-0.5, 0.5, select(-1.0, distance, radius > 0.0));
}

@fragment
fn fs_quad(in: VertexOutput) -> @location(0) vec4<f32> {
    let color = textureSample(source, source_sampler, in.uv);
    let grey = vec3<f32>(luminance(color.rgb));
    let rgb = mix(grey, color.rgb, quad.saturation);
    return vec4<f32>(rgb, color.a) * quad.opacity;
}
