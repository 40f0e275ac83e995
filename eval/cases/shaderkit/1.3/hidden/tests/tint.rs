use shaderkit::reflect::{entry_points, struct_layout, Stage};
use shaderkit::{Shader, TintUniforms};

#[test]
fn the_shader_is_listed() {
    assert!(Shader::ALL.contains(&Shader::Tint));
    assert_eq!(
        (Shader::Tint.name(), Shader::Tint.uniforms()),
        ("tint", "TintUniforms")
    );
    let source = Shader::Tint.assemble().unwrap();
    assert!(entry_points(&source).contains(&(Stage::Fragment, "fs_tint".into())));
    let layout = struct_layout(&source, "TintUniforms").unwrap();
    let offset = |name: &str| {
        layout
            .fields
            .iter()
            .find(|field| field.name == name)
            .map(|field| field.offset)
    };
    assert_eq!(
        (offset("color"), offset("amount"), layout.size),
        (Some(0), Some(16), 32)
    );
    let body = source.split("fn fs_tint").nth(1).unwrap();
    assert!(body.contains("textureSample") && body.contains(".color") && body.contains(".amount"));
    assert!(source.contains("@binding(0)") && source.contains("var<uniform>"));
}

#[test]
fn the_bytes_fit_the_shader() {
    let bytes = TintUniforms {
        color: [0.1, 0.2, 0.3, 1.0],
        amount: 0.75,
    }
    .to_bytes();
    assert_eq!(bytes.len(), 32);
    assert_eq!(bytes[4..8], 0.2_f32.to_le_bytes());
    assert_eq!(bytes[16..20], 0.75_f32.to_le_bytes());
}
