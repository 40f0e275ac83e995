use shaderkit::expand;

#[test]
fn twice() {
    let find = |module: &str| match module {
        "a" => Some("// a"),
        "b" => Some("#import a\n// b"),
        _ => None,
    };
    assert_eq!(
        expand("#import a\n#import b", &find).unwrap(),
        "// a\n// b\n"
    );
}

#[test]
fn a_circle() {
    // A depth beyond any honest one stands for "never ends": the stack must not overflow in a test.
    let depth = std::cell::Cell::new(0);
    let find = |module: &str| {
        depth.set(depth.get() + 1);
        match (module, depth.get() < 50) {
            ("a", true) => Some("#import b\n// a"),
            ("b", true) => Some("#import a\n// b"),
            _ => None,
        }
    };
    assert_eq!(expand("#import a", &find).unwrap(), "// b\n// a\n");
}
