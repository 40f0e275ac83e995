//! Reads durations such as `1h30m` or `45s`.

/// Why a text is not a duration.
#[derive(Debug, PartialEq, Eq)]
pub enum ParseError {
    /// The text is empty.
    Empty,
    /// A unit other than `h`, `m` or `s`.
    UnknownUnit(char),
    /// A unit without a number before it, or a number without a unit.
    Incomplete,
}

/// Reads a duration and gives its seconds.
pub fn parse(text: &str) -> Result<u64, ParseError> {
    if text.is_empty() {
        return Err(ParseError::Empty);
    }
    let mut seconds = 0;
    let mut number: Option<u64> = None;
    for character in text.chars() {
        if let Some(digit) = character.to_digit(10) {
            number = Some(number.unwrap_or(0) * 10 + u64::from(digit));
            continue;
        }
        let factor = match character {
            'h' => 3600,
            'm' => 60,
            's' => 1,
            other => return Err(ParseError::UnknownUnit(other)),
        };
        seconds += number.take().ok_or(ParseError::Incomplete)? * factor;
    }
    match number {
        None => Ok(seconds),
        Some(_) => Err(ParseError::Incomplete),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_and_minutes_add_up() {
        assert_eq!(parse("1h30m"), Ok(5400));
    }

    #[test]
    fn a_number_needs_a_unit() {
        assert_eq!(parse("12"), Err(ParseError::Incomplete));
    }

    #[test]
    fn unknown_units_are_named() {
        assert_eq!(parse("3d"), Err(ParseError::UnknownUnit('d')));
    }
}
