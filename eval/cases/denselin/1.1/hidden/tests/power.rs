use denselin::{Matrix, MatrixError};

#[test]
fn powers_of_small_matrices() {
    let fibonacci = Matrix::new(2, 2, vec![1.0, 1.0, 1.0, 0.0]).unwrap();
    assert_eq!(
        fibonacci.power(10).unwrap().values(),
        [89.0, 55.0, 55.0, 34.0]
    );
    assert_eq!(
        fibonacci.power(7).unwrap().values(),
        [21.0, 13.0, 13.0, 8.0]
    );
    assert_eq!(fibonacci.power(1), Ok(fibonacci.clone()));
    assert_eq!(fibonacci.power(0), Ok(Matrix::identity(2)));
}

#[test]
fn huge_exponents_end() {
    let turn = Matrix::new(2, 2, vec![0.0, -1.0, 1.0, 0.0]).unwrap();
    assert_eq!(turn.power(1 << 62), Ok(Matrix::identity(2)));
    assert_eq!(turn.power((1 << 62) + 1), Ok(turn));
}

#[test]
fn only_square_matrices_have_powers() {
    assert_eq!(Matrix::zeros(2, 3).power(0), Err(MatrixError::Shape));
    assert_eq!(Matrix::zeros(2, 3).power(1), Err(MatrixError::Shape));
}
