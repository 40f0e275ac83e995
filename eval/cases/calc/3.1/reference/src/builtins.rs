use crate::Error;

/// Calls a function that every formula may use.
pub(crate) fn call(name: &str, arguments: &[f64]) -> Result<f64, Error> {
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
