import type { FileTexts } from '../format/eval-case.ts';

/**
 * Assertions of the base that a right solution keeps and this tree does not have any more, as `path: line`: a test that
 * still passes may have been made to ask for nothing. Looks at assertions that stand on one line in the base; layout does not count.
 */
export function lostAssertions(about: {
  readonly base: FileTexts;
  readonly right: FileTexts;
  readonly accepted: FileTexts;
}): readonly string[] {
  return [...about.base].flatMap(([path, text]) => {
    const kept = squeeze(about.right.get(path));
    const there = squeeze(about.accepted.get(path));
    return assertionsOf(text)
      .filter((line) => kept.includes(squeeze(line)) && !there.includes(squeeze(line)))
      .map((line) => `${path}: ${line}`);
  });
}

function assertionsOf(text: string): readonly string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => /^(?:debug_)?assert\w*!\(.*\);$/.test(line));
}

/** The same for every layout rustfmt may give. */
function squeeze(text = ''): string {
  return text.replaceAll(/\s+/g, '').replaceAll(',)', ')');
}
