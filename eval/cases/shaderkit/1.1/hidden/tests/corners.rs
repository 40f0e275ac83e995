use std::mem::size_of;

use shaderkit::reflect::struct_layout;
use shaderkit::{QuadUniforms, Shader};

#[test]
fn both_sides_have_the_field() {
    let layout = struct_layout(&Shader::Quad.assemble().unwrap(), "QuadUniforms").unwrap();
    let field = layout
        .fields
        .iter()
        .find(|field| field.name == "corner_radius")
        .expect("a field");
    assert_eq!((field.offset, field.size, layout.size), (80, 4, 96));
    assert_eq!(size_of::<QuadUniforms>(), 96);
    assert_eq!(std::mem::offset_of!(QuadUniforms, corner_radius), 80);
}

#[test]
fn the_bytes_hold_it() {
    let mut quad = QuadUniforms::new([0.0; 16], [640.0, 480.0]);
    assert_eq!(quad.corner_radius, 0.0);
    quad.corner_radius = 12.5;
    let bytes = quad.to_bytes();
    assert_eq!(bytes.len(), 96);
    assert_eq!(bytes[80..84], 12.5_f32.to_le_bytes());
    assert_eq!(bytes[72..76], 1.0_f32.to_le_bytes());
}

#[test]
fn the_shader_uses_it() {
    let source = Shader::Quad.source();
    let (before, fragment) = source.split_once("fn fs_quad").expect("fs_quad");
    let function = before
        .split("fn rounded_alpha(")
        .nth(1)
        .or_else(|| fragment.split("fn rounded_alpha(").nth(1));
    assert!(function.expect("rounded_alpha").contains("corner_radius"));
    let body = fragment.split("\n}").next().unwrap();
    assert!(
        body.contains("rounded_alpha(in.uv)"),
        "fs_quad must multiply it in"
    );
    assert_eq!(source.matches('{').count(), source.matches('}').count());
    assert_eq!(source.matches('(').count(), source.matches(')').count());
}
