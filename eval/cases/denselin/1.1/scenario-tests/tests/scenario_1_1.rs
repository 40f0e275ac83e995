use denselin::Matrix;

fn fibonacci() -> Matrix {
    Matrix::new(2, 2, vec![1.0, 1.0, 1.0, 0.0]).unwrap()
}

#[test]
fn ten_steps() {
    assert_eq!(
        fibonacci().power(10).unwrap().values(),
        [89.0, 55.0, 55.0, 34.0]
    );
}

#[test]
fn the_power_zero() {
    assert_eq!(fibonacci().power(0), Ok(Matrix::identity(2)));
}
