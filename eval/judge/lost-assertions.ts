import type { FileTexts } from '../format/eval-case.ts';

/**
 * Assertions of the base that a right solution keeps and this tree does not have any more, as `path: line`: a test that
 * still passes may have been made to ask for nothing. Looks at assertions on one line; white space does not count.
 */
export function lostAssertions(about: {
  readonly base: FileTexts;
  readonly right: FileTexts;
  readonly accepted: FileTexts;
}): readonly string[] {
  return [...about.base].flatMap(([path, text]) => {
    const kept = new Set(assertionsOf(about.right.get(path)));
    const there = new Set(assertionsOf(about.accepted.get(path)));
    return assertionsOf(text)
      .filter((line) => kept.has(line) && !there.has(line))
      .map((line) => `${path}: ${line}`);
  });
}

function assertionsOf(text = ''): readonly string[] {
  return text
    .split('\n')
    .map((line) => line.trim().replaceAll(/\s+/g, ' '))
    .filter((line) => /^(?:debug_)?assert\w*!\(.*\);$/.test(line));
}
