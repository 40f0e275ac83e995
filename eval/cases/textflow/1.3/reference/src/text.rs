use std::fmt;

/// How `wrap` breaks lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WrapOptions {
    /// The columns of a line.
    pub width: usize,
    /// Whether an empty line separates paragraphs; otherwise it is left out.
    pub keep_paragraphs: bool,
}

impl WrapOptions {
    pub fn new(width: usize) -> Self {
        Self {
            width,
            keep_paragraphs: true,
        }
    }

    /// Leaves out empty lines.
    pub fn without_paragraphs(self) -> Self {
        Self {
            keep_paragraphs: false,
            ..self
        }
    }
}

/// The columns that a text takes.
fn columns(text: &str) -> usize {
    text.chars().count()
}

/// Breaks a text into lines. A word that is longer than a line gets a line of its own.
pub fn wrap(text: &str, options: WrapOptions) -> Vec<String> {
    let mut lines = Vec::new();
    for (index, paragraph) in paragraphs(text).into_iter().enumerate() {
        if index > 0 && options.keep_paragraphs {
            lines.push(String::new());
        }
        wrap_paragraph(&paragraph, options, &mut lines);
    }
    lines
}

fn wrap_paragraph(words: &[&str], options: WrapOptions, lines: &mut Vec<String>) {
    let mut line = String::new();
    for &word in words {
        let needed = if line.is_empty() {
            columns(word)
        } else {
            columns(&line) + 1 + columns(word)
        };
        if needed > options.width && !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    if !line.is_empty() {
        lines.push(line);
    }
}

/// The words of each paragraph. Paragraphs are separated by lines of only white space.
fn paragraphs(text: &str) -> Vec<Vec<&str>> {
    let mut found: Vec<Vec<&str>> = Vec::new();
    let mut starts = true;
    for line in text.lines() {
        if line.trim().is_empty() {
            starts = true;
            continue;
        }
        if starts {
            found.push(Vec::new());
            starts = false;
        }
        if let Some(words) = found.last_mut() {
            words.extend(line.split_whitespace());
        }
    }
    found
}

/// Puts a prefix in front of every line that is not blank.
pub fn indent(text: &str, prefix: &str) -> String {
    let mut result = String::new();
    for (index, line) in text.split('\n').enumerate() {
        if index > 0 {
            result.push('\n');
        }
        if !line.trim().is_empty() {
            result.push_str(prefix);
        }
        result.push_str(line);
    }
    result
}

/// Removes the white space that all lines have in common at their start. Lines of only white space do not count and
/// become empty.
pub fn dedent(text: &str) -> String {
    let mut common: Option<&str> = None;
    for line in text.split('\n').filter(|line| !line.trim().is_empty()) {
        let space = leading_space(line);
        common = Some(match common {
            Some(known) => common_start(known, space),
            None => space,
        });
    }
    let common = common.unwrap_or_default();
    let lines = text.split('\n').map(|line| match line.trim() {
        "" => "",
        _ => line.strip_prefix(common).unwrap_or(line),
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn leading_space(line: &str) -> &str {
    &line[..line.len() - line.trim_start().len()]
}

fn common_start<'a>(one: &'a str, other: &str) -> &'a str {
    let same = one
        .char_indices()
        .zip(other.chars())
        .take_while(|((_, a), b)| a == b);
    let end = same
        .map(|((at, character), _)| at + character.len_utf8())
        .last()
        .unwrap_or(0);
    &one[..end]
}

/// Replaces tabs by spaces up to the next multiple of `stop` columns; a stop of zero drops them.
pub fn expand_tabs(line: &str, stop: usize) -> String {
    let mut result = String::new();
    let mut column = 0;
    for character in line.chars() {
        if character != '\t' {
            result.push(character);
            column += 1;
            continue;
        }
        let missing = match stop {
            0 => 0,
            _ => stop - column % stop,
        };
        result.push_str(&" ".repeat(missing));
        column += missing;
    }
    result
}

/// Puts every line of a text between a left and a right border of one column, as wide as the longest line.
pub fn framed(text: &str, border: char) -> Vec<String> {
    let width = text.lines().map(columns).max().unwrap_or(0);
    let line = |line: &str| format!("{border}{}{border}", align_line(line, width, Align::Left));
    text.lines().map(line).collect()
}

/// What stands for text that was cut off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ellipsis {
    /// One character: …
    Single,
    /// Three dots.
    Dots,
}

impl Ellipsis {
    fn text(self) -> &'static str {
        match self {
            Ellipsis::Single => "…",
            Ellipsis::Dots => "...",
        }
    }
}

/// Cuts a line to a width. The ellipsis counts, and is itself cut when the width is smaller.
pub fn truncate(line: &str, width: usize, ellipsis: Ellipsis) -> String {
    if columns(line) <= width {
        return line.to_owned();
    }
    let mark: String = ellipsis.text().chars().take(width).collect();
    let kept = width - columns(&mark);
    line.chars().take(kept).chain(mark.chars()).collect()
}

/// Where a line stands within its width.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Align {
    #[default]
    Left,
    Center,
    Right,
}

/// Fills a line up to a width. A longer line stays as it is.
pub fn align_line(line: &str, width: usize, align: Align) -> String {
    let missing = width.saturating_sub(columns(line));
    let left = match align {
        Align::Left => 0,
        Align::Center => missing / 2,
        Align::Right => missing,
    };
    format!("{}{line}{}", " ".repeat(left), " ".repeat(missing - left))
}

/// Stretches the spaces of a line up to a width, the first ones first. A single word stays as it is.
pub fn justify(line: &str, width: usize) -> String {
    let words: Vec<&str> = line.split_whitespace().collect();
    let gaps = words.len().saturating_sub(1);
    let letters: usize = words.iter().map(|word| columns(word)).sum();
    if gaps == 0 || letters + gaps >= width {
        return words.join(" ");
    }
    let spaces = width - letters;
    let (each, more) = (spaces / gaps, spaces % gaps);
    let mut result = String::new();
    for (index, word) in words.iter().enumerate() {
        if index > 0 {
            let extra = usize::from(index <= more);
            result.push_str(&" ".repeat(each + extra));
        }
        result.push_str(word);
    }
    result
}

/// Rows of cells that are written in columns.
#[derive(Debug, Clone, Default)]
pub struct Table {
    rows: Vec<Vec<String>>,
    separator: String,
}

impl Table {
    /// A table whose columns are two spaces apart.
    pub fn new() -> Self {
        Self {
            rows: Vec::new(),
            separator: "  ".to_owned(),
        }
    }

    /// Puts another text between the columns.
    pub fn separated_by(self, separator: impl Into<String>) -> Self {
        Self {
            separator: separator.into(),
            ..self
        }
    }

    /// Adds a row. Rows may have different lengths.
    pub fn row<I>(&mut self, cells: I) -> &mut Self
    where
        I: IntoIterator,
        I::Item: Into<String>,
    {
        self.rows.push(cells.into_iter().map(Into::into).collect());
        self
    }

    fn widths(&self) -> Vec<usize> {
        let count = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let width = |column: usize| {
            let cells = self.rows.iter().filter_map(|row| row.get(column));
            cells.map(|cell| columns(cell)).max().unwrap_or(0)
        };
        (0..count).map(width).collect()
    }

    /// The lines of the table.
    pub fn render(&self) -> Vec<String> {
        let widths = self.widths();
        let line = |row: &Vec<String>| {
            let cells = row.iter().zip(&widths);
            let cells: Vec<String> = cells
                .map(|(cell, &width)| align_line(cell, width, Align::Left))
                .collect();
            cells.join(&self.separator)
        };
        self.rows.iter().map(line).collect()
    }
}

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
    fn lines_are_filled() {
        let lines = wrap("the quick brown fox\njumps", WrapOptions::new(10));
        assert_eq!(lines, ["the quick", "brown fox", "jumps"]);
    }

    #[test]
    fn paragraphs_are_kept() {
        let text = "one two\n \n\nthree";
        assert_eq!(wrap(text, WrapOptions::new(80)), ["one two", "", "three"]);
        let lines = wrap(text, WrapOptions::new(80).without_paragraphs());
        assert_eq!(lines, ["one two", "three"]);
    }

    #[test]
    fn long_words_get_their_own_line() {
        assert_eq!(
            wrap("a abcdefghij b", WrapOptions::new(4)),
            ["a", "abcdefghij", "b"]
        );
        assert_eq!(wrap("äöü ß", WrapOptions::new(5)), ["äöü ß"]);
    }

    #[test]
    fn common_space_is_found() {
        assert_eq!(common_start("\t  ", "\t "), "\t ");
        assert_eq!(common_start("  ", "\t"), "");
        assert_eq!(leading_space("  a "), "  ");
    }

    #[test]
    fn tabs_reach_the_next_stop() {
        assert_eq!(expand_tabs("a\tbc\t\td", 4), "a   bc      d");
        assert_eq!(expand_tabs("a\tb", 0), "ab");
    }

    #[test]
    fn frames_are_as_wide_as_the_text() {
        assert_eq!(framed("a\nlong", '|'), ["|a   |", "|long|"]);
        assert!(framed("", '|').is_empty());
    }

    #[test]
    fn tails_are_counted() {
        let tails = TailLengths::of(&["a", "b", "c"], &["b", "c", "d"]);
        assert_eq!((tails.at(0, 0), tails.at(2, 1), tails.at(3, 3)), (2, 1, 0));
    }
}
