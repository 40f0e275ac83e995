use crate::{Matrix, MatrixError};

pub fn solve(matrix: &Matrix, right: &[f64]) -> Result<Vec<f64>, MatrixError> {
    let size = matrix.rows();
    if matrix.columns() != size || right.len() != size {
        return Err(MatrixError::Shape);
    }
    let mut rows: Vec<Vec<f64>> = (0..size)
        .map(|row| (0..size).map(|column| matrix.at(row, column)).collect())
        .collect();
    let mut right = right.to_vec();
    for pivot in 0..size {
        let (above, below) = rows.split_at_mut(pivot + 1);
        let head = &above[pivot];
        for (index, values) in below.iter_mut().enumerate() {
            let factor = values[pivot] / head[pivot];
            for (value, &top) in values[pivot..].iter_mut().zip(&head[pivot..]) {
                *value -= factor * top;
            }
            right[pivot + 1 + index] -= factor * right[pivot];
        }
    }
    for row in (0..size).rev() {
        let known: f64 = (row + 1..size)
            .map(|column| rows[row][column] * right[column])
            .sum();
        right[row] = (right[row] - known) / rows[row][row];
    }
    Ok(right)
}
