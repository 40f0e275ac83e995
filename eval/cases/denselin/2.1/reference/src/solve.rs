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
        let height = |row: &usize| rows[*row][pivot].abs();
        let best = (pivot..size)
            .max_by(|a, b| height(a).total_cmp(&height(b)))
            .unwrap_or(pivot);
        if rows[best][pivot] == 0.0 {
            return Err(MatrixError::Singular);
        }
        rows.swap(pivot, best);
        right.swap(pivot, best);
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
