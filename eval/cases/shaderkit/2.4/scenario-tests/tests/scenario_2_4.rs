use shaderkit::reflect::bindings;
use shaderkit::Shader;

#[test]
fn the_quad_shader() {
    let found = bindings(&Shader::Quad.assemble().unwrap());
    let found: Vec<_> = found
        .iter()
        .map(|each| (each.group, each.binding, each.name.as_str()))
        .collect();
    assert_eq!(
        found,
        [(0, 0, "quad"), (0, 1, "source"), (0, 2, "source_sampler")]
    );
}
