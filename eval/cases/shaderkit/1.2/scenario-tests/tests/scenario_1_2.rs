use shaderkit::Shader;

#[test]
fn the_kernel() {
    let (_, rest) = Shader::Blur.source().split_once("array<f32, 5>(").unwrap();
    let (list, _) = rest.split_once(')').unwrap();
    let weights: Vec<f64> = list
        .split(',')
        .map(|part| part.trim().parse().unwrap())
        .collect();
    let sum = weights[0] + 2.0 * weights[1..].iter().sum::<f64>();
    assert!((0.9999..=1.0001).contains(&sum));
}
