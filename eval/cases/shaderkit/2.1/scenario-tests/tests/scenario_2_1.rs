use shaderkit::reflect::struct_layout;

#[test]
fn a_scalar_behind_it() {
    let layout = struct_layout("struct A { a: vec3<f32>, b: f32, c: f32 }", "A").unwrap();
    let offsets: Vec<u32> = layout.fields.iter().map(|field| field.offset).collect();
    assert_eq!((offsets, layout.size), (vec![0, 12, 16], 32));
}
