use shaderkit::reflect::struct_layout;

#[test]
fn lights() {
    let source = "struct A { n: u32, lights: array<vec4<f32>, 4>, w: array<f32, 3u> }";
    let layout = struct_layout(source, "A").unwrap();
    let offsets: Vec<u32> = layout.fields.iter().map(|field| field.offset).collect();
    assert_eq!((offsets, layout.size), (vec![0, 16, 80], 96));
}
