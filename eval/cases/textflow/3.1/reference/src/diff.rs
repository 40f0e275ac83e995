use std::fmt;

/// One line of a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edit<'a> {
    Keep(&'a str),
    Remove(&'a str),
    Add(&'a str),
}

impl<'a> Edit<'a> {
    pub fn line(self) -> &'a str {
        match self {
            Edit::Keep(line) | Edit::Remove(line) | Edit::Add(line) => line,
        }
    }

    pub fn is_change(self) -> bool {
        !matches!(self, Edit::Keep(_))
    }
}

impl fmt::Display for Edit<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = match self {
            Edit::Keep(_) => ' ',
            Edit::Remove(_) => '-',
            Edit::Add(_) => '+',
        };
        write!(f, "{sign}{}", self.line())
    }
}

/// The lengths of the longest common subsequences of all tails of two texts.
struct TailLengths {
    lengths: Vec<usize>,
    stride: usize,
}

impl TailLengths {
    fn of(old: &[&str], new: &[&str]) -> Self {
        let stride = new.len() + 1;
        let mut table = Self {
            lengths: vec![0; (old.len() + 1) * stride],
            stride,
        };
        for (i, old_line) in old.iter().enumerate().rev() {
            for (j, new_line) in new.iter().enumerate().rev() {
                let length = if old_line == new_line {
                    table.at(i + 1, j + 1) + 1
                } else {
                    table.at(i + 1, j).max(table.at(i, j + 1))
                };
                table.lengths[i * stride + j] = length;
            }
        }
        table
    }

    fn at(&self, i: usize, j: usize) -> usize {
        self.lengths[i * self.stride + j]
    }
}

/// Compares two texts line by line, with as few changes as possible.
pub fn diff<'a>(old: &'a str, new: &'a str) -> Vec<Edit<'a>> {
    let old: Vec<&str> = old.lines().collect();
    let new: Vec<&str> = new.lines().collect();
    let tails = TailLengths::of(&old, &new);
    let mut edits = Vec::new();
    let (mut i, mut j) = (0, 0);
    while i < old.len() || j < new.len() {
        if i < old.len() && j < new.len() && old[i] == new[j] {
            edits.push(Edit::Keep(old[i]));
            i += 1;
            j += 1;
        } else if j < new.len() && (i == old.len() || tails.at(i, j + 1) >= tails.at(i + 1, j)) {
            edits.push(Edit::Add(new[j]));
            j += 1;
        } else {
            edits.push(Edit::Remove(old[i]));
            i += 1;
        }
    }
    edits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tails_are_counted() {
        let tails = TailLengths::of(&["a", "b", "c"], &["b", "c", "d"]);
        assert_eq!((tails.at(0, 0), tails.at(2, 1), tails.at(3, 3)), (2, 1, 0));
    }
}
