use denselin::{Matrix, MatrixError};

fn matrix(rows: usize, columns: usize, values: &[f64]) -> Matrix {
    Matrix::new(rows, columns, values.to_vec()).unwrap()
}

#[test]
fn old_values_do_not_count() {
    let mut result = matrix(1, 1, &[7.0]);
    matrix(1, 1, &[2.0])
        .multiply_into(&matrix(1, 1, &[3.0]), &mut result)
        .unwrap();
    assert_eq!(result.values(), [6.0]);
}

#[test]
fn shapes_have_to_fit() {
    let (left, right) = (
        matrix(2, 3, &[1.0, 2.0, 3.0, 4.0, 5.0, 6.0]),
        matrix(3, 1, &[1.0, 10.0, 100.0]),
    );
    let mut result = Matrix::zeros(2, 1);
    left.multiply_into(&right, &mut result).unwrap();
    assert_eq!(result.values(), [321.0, 654.0]);
    assert_eq!(left.multiply(&right), Ok(result));
    assert_eq!(
        left.multiply_into(&right, &mut Matrix::zeros(1, 2)),
        Err(MatrixError::Shape)
    );
    assert_eq!(
        left.multiply_into(&left, &mut Matrix::zeros(2, 3)),
        Err(MatrixError::Shape)
    );
    assert_eq!(left.multiply(&left), Err(MatrixError::Shape));
}

#[test]
fn empty_matrices_are_fine() {
    assert_eq!(
        Matrix::zeros(2, 0).multiply(&Matrix::zeros(0, 2)),
        Ok(Matrix::zeros(2, 2))
    );
    assert_eq!(
        Matrix::zeros(2, 3).multiply(&Matrix::zeros(3, 0)),
        Ok(Matrix::zeros(2, 0))
    );
}
