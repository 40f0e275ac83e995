use crate::Edit;

/// Changes that are close to each other, with the lines around them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hunk<'a> {
    /// The number of the first line in the old text, from 1.
    pub old_start: usize,
    /// The number of the first line in the new text, from 1.
    pub new_start: usize,
    pub edits: Vec<Edit<'a>>,
}

/// Groups changes with so many unchanged lines around them. Changes whose context touches are in one hunk.
pub fn hunks<'a>(edits: &[Edit<'a>], context: usize) -> Vec<Hunk<'a>> {
    let mut ranges: Vec<(usize, usize)> = Vec::new();
    for (index, _) in edits
        .iter()
        .enumerate()
        .filter(|(_, edit)| edit.is_change())
    {
        let start = index.saturating_sub(context);
        let end = index
            .saturating_add(context)
            .saturating_add(1)
            .min(edits.len());
        match ranges.last_mut() {
            Some(last) if start <= last.1 => last.1 = end,
            _ => ranges.push((start, end)),
        }
    }
    ranges
        .into_iter()
        .map(|(start, end)| hunk(edits, start, end))
        .collect()
}

fn hunk<'a>(edits: &[Edit<'a>], start: usize, end: usize) -> Hunk<'a> {
    let before = &edits[..start];
    Hunk {
        old_start: 1 + before
            .iter()
            .filter(|edit| !matches!(edit, Edit::Add(_)))
            .count(),
        new_start: 1 + before
            .iter()
            .filter(|edit| !matches!(edit, Edit::Remove(_)))
            .count(),
        edits: edits[start..end].to_vec(),
    }
}
