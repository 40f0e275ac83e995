use std::hint::black_box;
use std::time::Instant;

use denselin::Matrix;

fn main() {
    let size = 64;
    let values: Vec<f64> = (0..size * size).map(|index| index as f64 / 7.0).collect();
    let matrix = Matrix::new(size, size, values).expect("the shape fits");
    let start = Instant::now();
    for _ in 0..50 {
        black_box(matrix.multiply(black_box(&matrix)).expect("square"));
    }
    println!("multiply {size} x {size}: {:?} each", start.elapsed() / 50);
    let mut result = Matrix::zeros(size, size);
    let start = Instant::now();
    for _ in 0..50 {
        matrix
            .multiply_into(black_box(&matrix), &mut result)
            .expect("square");
        black_box(&result);
    }
    println!(
        "multiply_into {size} x {size}: {:?} each",
        start.elapsed() / 50
    );
}
