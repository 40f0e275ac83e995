use denselin::{solve, Matrix, MatrixError};

fn matrix(rows: usize, columns: usize, values: &[f64]) -> Matrix {
    Matrix::new(rows, columns, values.to_vec()).unwrap()
}

#[test]
fn products_have_the_outer_shape() {
    let product = matrix(2, 1, &[1.0, 2.0]).multiply(&matrix(1, 3, &[3.0, 4.0, 5.0]));
    assert_eq!(product, Ok(matrix(2, 3, &[3.0, 4.0, 5.0, 6.0, 8.0, 10.0])));
    assert_eq!(
        Matrix::zeros(2, 3).multiply(&Matrix::zeros(2, 3)),
        Err(MatrixError::Shape)
    );
    assert_eq!(Matrix::new(2, 2, vec![1.0]), Err(MatrixError::Shape));
}

#[test]
fn the_identity_changes_nothing() {
    let any = matrix(2, 2, &[1.0, 2.0, 3.0, 4.0]);
    assert_eq!(any.multiply(&Matrix::identity(2)), Ok(any));
}

#[test]
fn systems_are_solved() {
    let system = matrix(2, 2, &[2.0, 1.0, 4.0, 3.0]);
    assert_eq!(solve(&system, &[3.0, 7.0]), Ok(vec![1.0, 1.0]));
    assert_eq!(solve(&system, &[3.0]), Err(MatrixError::Shape));
}
