use shaderkit::reflect::struct_layout;

fn layout(fields: &str) -> (Vec<u32>, u32) {
    let layout = struct_layout(&format!("struct A {{ {fields} }}"), "A").expect(fields);
    (
        layout.fields.iter().map(|field| field.offset).collect(),
        layout.size,
    )
}

#[test]
fn a_scalar_fits_behind() {
    assert_eq!(
        layout("a: vec3<f32>, b: f32, c: f32"),
        (vec![0, 12, 16], 32)
    );
    assert_eq!(layout("a: vec3<u32>, b: u32"), (vec![0, 12], 16));
    assert_eq!(layout("a: vec3<i32>, b: vec2<f32>"), (vec![0, 16], 32));
    assert_eq!(layout("a: f32, b: vec3<f32>"), (vec![0, 16], 32));
    assert_eq!(
        layout("a: vec3<f32>, b: vec3<f32>, c: f32"),
        (vec![0, 16, 28], 32)
    );
}

#[test]
fn others_are_as_before() {
    assert_eq!(layout("a: vec4<f32>, b: f32"), (vec![0, 16], 32));
    assert_eq!(layout("a: mat3x3<f32>, b: f32"), (vec![0, 48], 64));
    assert_eq!(layout("a: vec2<i32>, b: f32"), (vec![0, 8], 16));
}
