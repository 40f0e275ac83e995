//! Evaluates formulas with variables and functions.

mod ast;
mod error;
mod eval;
mod parser;
mod token;

pub use ast::{BinaryOp, Expr};
pub use error::Error;
pub use eval::Environment;
pub use parser::parse;
pub use token::{Token, TokenKind, tokenize};

/// Parses and evaluates a formula.
pub fn evaluate(formula: &str, environment: &Environment) -> Result<f64, Error> {
    environment.evaluate(&parse(formula)?)
}
