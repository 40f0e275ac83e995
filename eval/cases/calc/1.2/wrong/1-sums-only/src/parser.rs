use crate::{BinaryOp, Error, Expr, Token, TokenKind, tokenize};

/// Parses a whole formula.
pub fn parse(formula: &str) -> Result<Expr, Error> {
    let tokens = tokenize(formula)?;
    let mut parser = Parser {
        tokens: &tokens,
        next: 0,
    };
    let expr = parser.sum()?;
    match parser.peek() {
        Some(token) => Err(Error::UnexpectedToken { at: token.at }),
        None => Ok(expr),
    }
}

struct Parser<'t, 'a> {
    tokens: &'t [Token<'a>],
    next: usize,
}

impl<'a> Parser<'_, 'a> {
    fn peek(&self) -> Option<Token<'a>> {
        self.tokens.get(self.next).copied()
    }

    fn take(&mut self) -> Result<Token<'a>, Error> {
        let token = self.peek().ok_or(Error::UnexpectedEnd)?;
        self.next += 1;
        Ok(token)
    }

    fn take_if(&mut self, kind: TokenKind<'_>) -> bool {
        let found = self.peek().is_some_and(|token| token.kind == kind);
        self.next += usize::from(found);
        found
    }

    fn sum(&mut self) -> Result<Expr, Error> {
        let mut left = self.product()?;
        loop {
            let op = match self.peek().map(|token| token.kind) {
                Some(TokenKind::Plus) => BinaryOp::Add,
                Some(TokenKind::Minus) => BinaryOp::Subtract,
                _ => return Ok(left),
            };
            self.next += 1;
            left = Expr::binary(op, left, self.product()?);
        }
    }

    fn product(&mut self) -> Result<Expr, Error> {
        let left = self.unary()?;
        let op = match self.peek().map(|token| token.kind) {
            Some(TokenKind::Star) => BinaryOp::Multiply,
            Some(TokenKind::Slash) => BinaryOp::Divide,
            _ => return Ok(left),
        };
        self.next += 1;
        Ok(Expr::binary(op, left, self.product()?))
    }

    fn unary(&mut self) -> Result<Expr, Error> {
        if self.take_if(TokenKind::Minus) {
            return Ok(Expr::Negate(Box::new(self.unary()?)));
        }
        self.atom()
    }

    fn atom(&mut self) -> Result<Expr, Error> {
        let token = self.take()?;
        match token.kind {
            TokenKind::Number(number) => Ok(Expr::Number(number)),
            TokenKind::Name(name) if self.take_if(TokenKind::Open) => Ok(Expr::Call {
                function: name.to_owned(),
                arguments: self.arguments()?,
            }),
            TokenKind::Name(name) => Ok(Expr::Variable(name.to_owned())),
            TokenKind::Open => {
                let inner = self.sum()?;
                self.close()?;
                Ok(inner)
            }
            _ => Err(Error::UnexpectedToken { at: token.at }),
        }
    }

    fn arguments(&mut self) -> Result<Vec<Expr>, Error> {
        let mut arguments = Vec::new();
        if self.take_if(TokenKind::Close) {
            return Ok(arguments);
        }
        loop {
            arguments.push(self.sum()?);
            if !self.take_if(TokenKind::Comma) {
                self.close()?;
                return Ok(arguments);
            }
        }
    }

    fn close(&mut self) -> Result<(), Error> {
        let token = self.take()?;
        match token.kind {
            TokenKind::Close => Ok(()),
            _ => Err(Error::UnexpectedToken { at: token.at }),
        }
    }
}
