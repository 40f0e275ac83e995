use calc::{Environment, Error, evaluate};

fn result(formula: &str) -> Result<f64, Error> {
    evaluate(formula, &Environment::new())
}

#[test]
fn functions_behave_as_before() {
    assert_eq!(result("min(1, 2)"), Ok(1.0));
    assert_eq!(result("max(1, 2)"), Ok(2.0));
    assert_eq!(result("abs(-3)"), Ok(3.0));
    assert_eq!(result("sqrt(9)"), Ok(3.0));
    assert_eq!(
        result("cbrt(9)"),
        Err(Error::UnknownFunction("cbrt".into()))
    );
    assert_eq!(
        result("min(1)"),
        Err(Error::WrongArity {
            function: "min".into(),
            expected: 2,
            given: 1
        })
    );
    assert_eq!(
        result("sqrt(1, 2)"),
        Err(Error::WrongArity {
            function: "sqrt".into(),
            expected: 1,
            given: 2
        })
    );
}
