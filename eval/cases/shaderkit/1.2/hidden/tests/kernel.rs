use shaderkit::Shader;

fn weights() -> Vec<f64> {
    let source = Shader::Blur.source();
    let list = source
        .split("array<f32, 5>(")
        .nth(1)
        .expect("five weights")
        .split(')')
        .next()
        .unwrap();
    let parts = list
        .split(',')
        .map(str::trim)
        .filter(|part| !part.is_empty());
    parts
        .map(|part| part.trim_end_matches('f').parse().expect("a number"))
        .collect()
}

#[test]
fn the_kernel_is_normalised() {
    let weights = weights();
    assert_eq!(weights.len(), 5);
    assert_eq!(weights[..4], [0.227027, 0.194595, 0.121622, 0.054054]);
    let sum = weights[0] + 2.0 * weights[1..].iter().sum::<f64>();
    assert!((0.9999..1.0001).contains(&sum), "the sum is {sum}");
}

#[test]
fn every_weight_is_sampled() {
    let source: String = Shader::Blur.source().split_whitespace().collect();
    let bound = source
        .split("i<")
        .nth(1)
        .expect("a loop")
        .split(';')
        .next()
        .unwrap();
    assert!(
        ["5", "5i", "5u", "=4", "=4i", "=4u"].contains(&bound),
        "the loop ends at i <{bound}"
    );
    assert!(source.contains("uv+offset") && source.contains("uv-offset"));
}
