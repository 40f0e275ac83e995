use std::fmt;

/// An operator between two expressions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BinaryOp {
    Add,
    Subtract,
    Multiply,
    Divide,
}

impl BinaryOp {
    fn symbol(self) -> char {
        match self {
            BinaryOp::Add => '+',
            BinaryOp::Subtract => '-',
            BinaryOp::Multiply => '*',
            BinaryOp::Divide => '/',
        }
    }

    fn level(self) -> u8 {
        match self {
            BinaryOp::Add | BinaryOp::Subtract => 1,
            BinaryOp::Multiply | BinaryOp::Divide => 2,
        }
    }
}

/// A formula as a tree.
#[derive(Debug, Clone, PartialEq)]
pub enum Expr {
    Number(f64),
    Variable(String),
    Negate(Box<Expr>),
    Binary {
        op: BinaryOp,
        left: Box<Expr>,
        right: Box<Expr>,
    },
    Call {
        function: String,
        arguments: Vec<Expr>,
    },
}

impl Expr {
    /// Two expressions with an operator between them.
    pub fn binary(op: BinaryOp, left: Expr, right: Expr) -> Self {
        Expr::Binary {
            op,
            left: Box::new(left),
            right: Box::new(right),
        }
    }

    /// How tightly the expression holds together: what is below the level of its place needs parentheses.
    fn level(&self) -> u8 {
        match self {
            Expr::Binary { op, .. } => op.level(),
            Expr::Negate(_) => 3,
            _ => 4,
        }
    }

    fn write_at(&self, least: u8, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.level() < least {
            write!(f, "({self})")
        } else {
            write!(f, "{self}")
        }
    }

    /// How many expressions lie inside each other at most.
    pub fn depth(&self) -> usize {
        1 + match self {
            Expr::Number(_) | Expr::Variable(_) => 0,
            Expr::Negate(inner) => inner.depth(),
            Expr::Binary { left, right, .. } => left.depth().max(right.depth()),
            Expr::Call { arguments, .. } => arguments.iter().map(Expr::depth).max().unwrap_or(0),
        }
    }
}

impl fmt::Display for Expr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Expr::Number(number) => write!(f, "{number}"),
            Expr::Variable(name) => f.write_str(name),
            Expr::Negate(inner) => {
                f.write_str("-")?;
                inner.write_at(3, f)
            }
            Expr::Binary { op, left, right } => {
                left.write_at(op.level(), f)?;
                write!(f, " {} ", op.symbol())?;
                right.write_at(op.level(), f)
            }
            Expr::Call {
                function,
                arguments,
            } => {
                write!(f, "{function}(")?;
                for (index, argument) in arguments.iter().enumerate() {
                    f.write_str(if index == 0 { "" } else { ", " })?;
                    argument.write_at(0, f)?;
                }
                f.write_str(")")
            }
        }
    }
}
