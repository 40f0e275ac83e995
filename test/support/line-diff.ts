import type { Hunk } from '../../src/core/edits/edit.ts';

interface Step {
  readonly sign: ' ' | '-' | '+';
  readonly text: string;
  readonly line: number;
}

/** The hunks of a diff with up to 3 lines of context, from a longest common subsequence; for small texts. */
export function lineDiff(a: readonly string[], b: readonly string[]): readonly Hunk[] {
  const script = editScript(a, b);
  const near = (at: number) => script.slice(Math.max(0, at - 3), at + 4).some((step) => step.sign !== ' ');
  const groups: Step[][] = [];
  for (const [at, step] of script.entries()) {
    if (!near(at)) continue;
    if (at === 0 || !near(at - 1)) groups.push([]);
    groups.at(-1)?.push(step);
  }
  return groups.map((steps) => ({
    before: steps.filter((step) => step.sign !== '+').map((step) => step.text),
    after: steps.filter((step) => step.sign !== '-').map((step) => step.text),
    line: (steps[0]?.line ?? 0) + 1,
  }));
}

function editScript(a: readonly string[], b: readonly string[]): readonly Step[] {
  const common = commonLengths(a, b);
  const script: Step[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      script.push({ sign: ' ', text: a[i] ?? '', line: i++ });
      j++;
    } else if (i < a.length && (j >= b.length || common(i + 1, j) >= common(i, j + 1)))
      script.push({ sign: '-', text: a[i] ?? '', line: i++ });
    else script.push({ sign: '+', text: b[j++] ?? '', line: i });
  }
  return script;
}

/** Length of the longest common subsequence of the rests from i and j. */
function commonLengths(a: readonly string[], b: readonly string[]): (i: number, j: number) => number {
  const width = b.length + 1;
  const table = new Int32Array((a.length + 1) * width);
  const cell = (i: number, j: number) => table[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      table[i * width + j] =
        a[i] === b[j] ? cell(i + 1, j + 1) + 1 : Math.max(cell(i + 1, j), cell(i, j + 1));
  return cell;
}
