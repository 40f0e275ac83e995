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

    pub fn multiply(&self, other: &Matrix) -> Result<Matrix, MatrixError> {
        let mut result = Matrix::zeros(self.rows, other.columns);
        self.multiply_into(other, &mut result)?;
        Ok(result)
    }

    /// Writes the product into a matrix of its shape, whatever that held.
    pub fn multiply_into(&self, other: &Matrix, result: &mut Matrix) -> Result<(), MatrixError> {
        if self.columns != other.rows || (result.rows, result.columns) != (self.rows, other.columns)
        {
            return Err(MatrixError::Shape);
        }
        result.values.fill(0.0);
        if self.columns == 0 || other.columns == 0 {
            return Ok(());
        }
        let lines = result.values.chunks_exact_mut(other.columns);
        for (line, left) in lines.zip(self.values.chunks_exact(self.columns)) {
            for (&factor, right) in left.iter().zip(other.values.chunks_exact(other.columns)) {
                for (sum, &value) in line.iter_mut().zip(right) {
                    *sum += factor * value;
                }
            }
        }
        Ok(())
    }
}
