use shaderkit::reflect::{entry_points, struct_layout, Stage};
use shaderkit::Shader;

#[test]
fn it_is_listed() {
    let shader = *Shader::ALL
        .iter()
        .find(|shader| shader.name() == "tint")
        .expect("listed");
    let source = shader.assemble().unwrap();
    assert!(entry_points(&source).contains(&(Stage::Fragment, "fs_tint".to_owned())));
    assert_eq!(struct_layout(&source, "TintUniforms").unwrap().size, 32);
}
