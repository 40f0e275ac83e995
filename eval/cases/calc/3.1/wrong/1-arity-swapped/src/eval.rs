use std::collections::HashMap;

use crate::{BinaryOp, Error, Expr, builtins};

/// The variables that a formula may use.
#[derive(Debug, Clone, Default)]
pub struct Environment {
    variables: HashMap<String, f64>,
}

impl Environment {
    pub fn new() -> Self {
        Self::default()
    }

    /// Gives a variable a value, for chaining.
    pub fn with(mut self, name: impl Into<String>, value: f64) -> Self {
        self.variables.insert(name.into(), value);
        self
    }

    /// The value of an expression.
    pub fn evaluate(&self, expr: &Expr) -> Result<f64, Error> {
        match expr {
            Expr::Number(number) => Ok(*number),
            Expr::Variable(name) => self
                .variables
                .get(name)
                .copied()
                .ok_or_else(|| Error::UnknownVariable(name.clone())),
            Expr::Negate(inner) => Ok(-self.evaluate(inner)?),
            Expr::Binary { op, left, right } => {
                let (left, right) = (self.evaluate(left)?, self.evaluate(right)?);
                Ok(match op {
                    BinaryOp::Add => left + right,
                    BinaryOp::Subtract => left - right,
                    BinaryOp::Multiply => left * right,
                    BinaryOp::Divide => left / right,
                })
            }
            Expr::Call {
                function,
                arguments,
            } => {
                let arguments = arguments
                    .iter()
                    .map(|argument| self.evaluate(argument))
                    .collect::<Result<Vec<f64>, _>>()?;
                builtins::call(function, &arguments)
            }
        }
    }
}
