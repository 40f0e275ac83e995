use shaderkit::{expand, Shader};

fn find(module: &str) -> Option<&'static str> {
    match module {
        "a" => Some("const A = 1;"),
        "b" => Some("#import a\nconst B = 2;"),
        "c" => Some("const C = 3;\n#import d"),
        "d" => Some("#import c\nconst D = 4;"),
        "self" => Some("#import self\nconst S = 5;"),
        "bad" => Some("#import nothing"),
        _ => None,
    }
}

#[test]
fn modules_are_taken_once() {
    assert_eq!(
        expand("#import a\n#import b\n#import a\nfn f() {}", &find).unwrap(),
        "const A = 1;\nconst B = 2;\nfn f() {}\n"
    );
    assert_eq!(
        expand("#import b\n#import a", &find).unwrap(),
        "const A = 1;\nconst B = 2;\n"
    );
}

#[test]
fn circles_end() {
    assert_eq!(
        expand("#import c\n", &find).unwrap(),
        "const C = 3;\nconst D = 4;\n"
    );
    assert_eq!(expand("  #import  self", &find).unwrap(), "const S = 5;\n");
}

#[test]
fn expansions_do_not_remember_each_other() {
    assert_eq!(expand("#import a", &find), expand("#import a", &find));
    assert_eq!(
        expand("#import a\n#import bad", &find).unwrap_err().module,
        "nothing"
    );
    assert_eq!(
        Shader::Quad
            .assemble()
            .unwrap()
            .matches("fn luminance")
            .count(),
        1
    );
}
