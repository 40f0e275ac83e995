use std::collections::HashMap;

use crate::{BinaryOp, Error, Expr};

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
                    BinaryOp::Power => left.powf(right),
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
                call(function, &arguments)
            }
        }
    }
}

fn call(name: &str, arguments: &[f64]) -> Result<f64, Error> {
    let expected = match name {
        "min" | "max" => 2,
        "abs" | "sqrt" => 1,
        _ => return Err(Error::UnknownFunction(name.to_owned())),
    };
    match (name, arguments) {
        ("min", [a, b]) => Ok(a.min(*b)),
        ("max", [a, b]) => Ok(a.max(*b)),
        ("abs", [a]) => Ok(a.abs()),
        ("sqrt", [a]) => Ok(a.sqrt()),
        _ => Err(Error::WrongArity {
            function: name.to_owned(),
            expected,
            given: arguments.len(),
        }),
    }
}
