use shaderkit::reflect::{bindings, Binding};
use shaderkit::Shader;

fn found(source: &str) -> Vec<(u32, u32, String)> {
    bindings(source)
        .into_iter()
        .map(
            |Binding {
                 group,
                 binding,
                 name,
             }| (group, binding, name),
        )
        .collect()
}

fn expected(list: &[(u32, u32, &str)]) -> Vec<(u32, u32, String)> {
    list.iter()
        .map(|&(group, binding, name)| (group, binding, name.to_owned()))
        .collect()
}

#[test]
fn the_shaders_have_bindings() {
    let quad = Shader::Quad.assemble().unwrap();
    assert_eq!(
        found(&quad),
        expected(&[(0, 0, "quad"), (0, 1, "source"), (0, 2, "source_sampler")])
    );
    assert_eq!(found(Shader::Blur.source())[0], (0, 0, "blur".to_owned()));
    assert_eq!(found(Shader::Blur.source()).len(), 3);
}

#[test]
fn they_are_sorted() {
    let source = "@group(1) @binding(0) var b: sampler;\n@group(0) @binding(12)\nvar<storage, read_write> a: array<f32>;\n\
        // @group(0) @binding(1) var c: sampler;\n@binding(2) @group(0) var d: sampler;\nvar<private> e: f32;";
    assert_eq!(
        found(source),
        expected(&[(0, 2, "d"), (0, 12, "a"), (1, 0, "b")])
    );
}

#[test]
fn there_may_be_none() {
    assert!(bindings("").is_empty());
    assert!(bindings("fn f() { var a: f32 = 1.0; }").is_empty());
}
