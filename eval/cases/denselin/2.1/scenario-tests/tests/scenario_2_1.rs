use denselin::{solve, Matrix, MatrixError};

#[test]
fn a_zero_in_front() {
    let matrix = Matrix::new(2, 2, vec![0.0, 1.0, 1.0, 0.0]).unwrap();
    assert_eq!(solve(&matrix, &[2.0, 3.0]), Ok(vec![3.0, 2.0]));
}

#[test]
fn twice_the_same_row() {
    let matrix = Matrix::new(2, 2, vec![1.0, 2.0, 1.0, 2.0]).unwrap();
    assert_eq!(solve(&matrix, &[1.0, 1.0]), Err(MatrixError::Singular));
}
