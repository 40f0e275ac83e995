use shaderkit::reflect::struct_layout;
use shaderkit::{QuadUniforms, Shader};

#[test]
fn the_layouts_agree() {
    let layout = struct_layout(&Shader::Quad.assemble().unwrap(), "QuadUniforms").unwrap();
    let field = layout.fields.last().unwrap();
    assert_eq!(
        (field.name.as_str(), field.offset, layout.size),
        ("corner_radius", 80, 96)
    );
    assert_eq!(std::mem::size_of::<QuadUniforms>(), 96);
}
