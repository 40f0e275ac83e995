use shaderkit::reflect::{struct_layout, ReflectError};

fn layout(fields: &str) -> Result<(Vec<u32>, u32), ReflectError> {
    let layout = struct_layout(&format!("struct A {{ {fields} }}"), "A")?;
    Ok((
        layout.fields.iter().map(|field| field.offset).collect(),
        layout.size,
    ))
}

#[test]
fn arrays_have_a_layout() {
    let fields = "n: u32, lights: array<vec4<f32>, 4>, w: array<f32, 3u>";
    assert_eq!(layout(fields), Ok((vec![0, 16, 80], 96)));
    assert_eq!(layout("a: array<f32,5>, b: f32"), Ok((vec![0, 20], 24)));
    assert_eq!(
        layout("a: f32, b: array<mat4x4<f32>, 2>, c: f32"),
        Ok((vec![0, 16, 144], 160))
    );
    assert_eq!(
        layout("a: array<vec2<f32>, 3>, b: f32"),
        Ok((vec![0, 24], 32))
    );
}

#[test]
fn arrays_may_be_nested() {
    assert_eq!(
        layout("a: array<array<vec2<f32>, 3>, 2>, b: f32"),
        Ok((vec![0, 48], 56))
    );
    assert_eq!(
        layout("a: array< array< f32 , 2 > , 3u >, b: u32"),
        Ok((vec![0, 24], 28))
    );
}

#[test]
fn other_arrays_are_refused() {
    for kind in [
        "array<f32>",
        "array<f32, N>",
        "array<sampler, 2>",
        "array<f32, -1>",
    ] {
        let result = layout(&format!("a: {kind}"));
        assert!(
            matches!(result, Err(ReflectError::UnknownType(_))),
            "{kind}"
        );
    }
}
