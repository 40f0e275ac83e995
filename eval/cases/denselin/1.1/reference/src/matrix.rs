use std::fmt;

/// Why there is no result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MatrixError {
    /// The shapes do not fit each other, or the values do not fit the shape.
    Shape,
    /// The system has no single solution.
    Singular,
}

impl fmt::Display for MatrixError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            MatrixError::Shape => write!(f, "the shapes do not fit"),
            MatrixError::Singular => write!(f, "the matrix is singular"),
        }
    }
}

impl std::error::Error for MatrixError {}

/// A matrix, row by row.
#[derive(Debug, Clone, PartialEq)]
pub struct Matrix {
    rows: usize,
    columns: usize,
    values: Vec<f64>,
}

impl Matrix {
    pub fn new(rows: usize, columns: usize, values: Vec<f64>) -> Result<Self, MatrixError> {
        match rows.checked_mul(columns) {
            Some(count) if count == values.len() => Ok(Self {
                rows,
                columns,
                values,
            }),
            _ => Err(MatrixError::Shape),
        }
    }

    pub fn zeros(rows: usize, columns: usize) -> Self {
        Self {
            rows,
            columns,
            values: vec![0.0; rows * columns],
        }
    }

    pub fn identity(size: usize) -> Self {
        let mut matrix = Self::zeros(size, size);
        for index in 0..size {
            matrix.values[index * size + index] = 1.0;
        }
        matrix
    }

    pub fn rows(&self) -> usize {
        self.rows
    }

    pub fn columns(&self) -> usize {
        self.columns
    }

    pub fn at(&self, row: usize, column: usize) -> f64 {
        self.values[row * self.columns + column]
    }

    /// The values, row by row.
    pub fn values(&self) -> &[f64] {
        &self.values
    }

    /// The product of the matrix with itself, so many times; the identity for zero.
    pub fn power(&self, exponent: u64) -> Result<Matrix, MatrixError> {
        if self.rows != self.columns {
            return Err(MatrixError::Shape);
        }
        let mut result = Matrix::identity(self.rows);
        let mut square = self.clone();
        let mut left = exponent;
        while left > 0 {
            if left % 2 == 1 {
                result = result.multiply(&square)?;
            }
            left /= 2;
            if left > 0 {
                square = square.multiply(&square)?;
            }
        }
        Ok(result)
    }

    pub fn multiply(&self, other: &Matrix) -> Result<Matrix, MatrixError> {
        if self.columns != other.rows {
            return Err(MatrixError::Shape);
        }
        let mut values = Vec::with_capacity(self.rows * other.columns);
        for row in 0..self.rows {
            for column in 0..other.columns {
                values.push(
                    (0..self.columns)
                        .map(|k| self.at(row, k) * other.at(k, column))
                        .sum(),
                );
            }
        }
        Matrix::new(self.rows, other.columns, values)
    }
}
