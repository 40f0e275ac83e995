use std::mem::size_of;

use shaderkit::reflect::{entry_points, struct_layout, Stage};
use shaderkit::{expand, BlurUniforms, QuadUniforms, Shader};

#[test]
fn uniforms_fit_their_shader() {
    for &shader in Shader::ALL {
        let source = shader.assemble().unwrap();
        let layout = struct_layout(&source, shader.uniforms()).unwrap();
        assert_eq!(layout.size % 16, 0, "{}", shader.name());
        match shader {
            Shader::Quad => assert_eq!(size_of::<QuadUniforms>(), layout.size as usize),
            Shader::Blur => assert_eq!(size_of::<BlurUniforms>(), layout.size as usize),
            #[allow(unreachable_patterns)]
            _ => {}
        }
    }
}

#[test]
fn bytes_are_as_many_as_the_struct_has() {
    let quad = QuadUniforms::new([0.0; 16], [640.0, 480.0]);
    assert_eq!(quad.to_bytes().len(), size_of::<QuadUniforms>());
    assert_eq!(quad.to_bytes()[64..68], 640.0_f32.to_le_bytes());
    let blur = BlurUniforms {
        texel: [0.5, 0.0],
        strength: 1.0,
        pass_index: 7,
    };
    assert_eq!(blur.to_bytes()[12..], 7_u32.to_le_bytes());
}

#[test]
fn entry_points_are_found() {
    let found = entry_points(Shader::Quad.source());
    assert_eq!(
        found,
        [
            (Stage::Vertex, "vs_quad".into()),
            (Stage::Fragment, "fs_quad".into())
        ]
    );
}

#[test]
fn imports_are_replaced() {
    let source = Shader::Quad.assemble().unwrap();
    assert!(source.contains("fn luminance(") && !source.contains("#import"));
    let error = expand("#import nothing", &|_| None).unwrap_err();
    assert_eq!(error.to_string(), "there is no shader module 'nothing'");
}
