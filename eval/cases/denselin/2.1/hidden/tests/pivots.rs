use denselin::{solve, Matrix, MatrixError};

fn solved(size: usize, values: &[f64], right: &[f64]) -> Result<Vec<f64>, MatrixError> {
    solve(&Matrix::new(size, size, values.to_vec()).unwrap(), right)
}

#[test]
fn rows_are_exchanged() {
    assert_eq!(
        solved(2, &[0.0, 1.0, 1.0, 0.0], &[2.0, 3.0]),
        Ok(vec![3.0, 2.0])
    );
    let values = [0.0, 0.0, 2.0, 0.0, -4.0, 0.0, 1.0, 0.0, 0.0];
    assert_eq!(
        solved(3, &values, &[2.0, 8.0, 5.0]),
        Ok(vec![5.0, -2.0, 1.0])
    );
}

#[test]
fn the_largest_pivot_is_used() {
    let solution = solved(2, &[1e-20, 1.0, 1.0, 1.0], &[1.0, 2.0]).unwrap();
    assert!((solution[0] - 1.0).abs() < 1e-9 && (solution[1] - 1.0).abs() < 1e-9);
    let solution = solved(2, &[1e-20, 1.0, -1.0, 1.0], &[1.0, 0.0]).unwrap();
    assert!((solution[0] - 1.0).abs() < 1e-9 && (solution[1] - 1.0).abs() < 1e-9);
}

#[test]
fn singular_systems_are_refused() {
    assert_eq!(
        solved(2, &[1.0, 2.0, 1.0, 2.0], &[1.0, 1.0]),
        Err(MatrixError::Singular)
    );
    assert_eq!(
        solved(2, &[0.0; 4], &[0.0, 0.0]),
        Err(MatrixError::Singular)
    );
    assert_eq!(solved(0, &[], &[]), Ok(vec![]));
}
