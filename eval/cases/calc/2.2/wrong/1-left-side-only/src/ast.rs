use std::collections::BTreeSet;

/// An operator between two expressions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BinaryOp {
    Add,
    Subtract,
    Multiply,
    Divide,
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

    /// The names of the variables, each once.
    pub fn variables(&self) -> BTreeSet<&str> {
        let mut names = BTreeSet::new();
        self.collect_variables(&mut names);
        names
    }

    fn collect_variables<'a>(&'a self, names: &mut BTreeSet<&'a str>) {
        match self {
            Expr::Number(_) => {}
            Expr::Variable(name) => {
                names.insert(name);
            }
            Expr::Negate(inner) => inner.collect_variables(names),
            Expr::Binary { left, .. } => {
                left.collect_variables(names);
            }
            Expr::Call { arguments, .. } => {
                arguments
                    .iter()
                    .for_each(|argument| argument.collect_variables(names));
            }
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
