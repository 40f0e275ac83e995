import type { FileTexts } from '../format/eval-case.ts';

const PATH = /[\w./-]+\.(?:rs|toml|md|wgsl|json|txt)\b/;

/**
 * The files of an answer as the plain loop reads them: every fence with a path behind its language or on the line
 * before it; where none has a path, the first fence for the one file the task names.
 */
export function readPlainReply(answer: string, named: readonly string[]): FileTexts {
  const fences = fencesOf(answer.split('\n'));
  const files = new Map(
    fences.flatMap(({ path, text }) => (path === undefined ? [] : [[path, text] as const])),
  );
  const [first] = fences;
  const [only] = named;
  if (files.size === 0 && first && only !== undefined) files.set(only, first.text);
  return files;
}

/** Closed fences in order; the last one may be open, which nobody notices. */
function fencesOf(
  lines: readonly string[],
): readonly { readonly path: string | undefined; readonly text: string }[] {
  const fences: { path: string | undefined; text: string }[] = [];
  let open: { mark: string; path: string | undefined; lines: string[] } | undefined;
  const close = () => {
    if (open) fences.push({ path: open.path, text: `${open.lines.join('\n')}\n` });
    open = undefined;
  };
  for (const [at, line] of lines.entries()) {
    const mark = /^`{3,}/.exec(line)?.[0];
    if (open && mark !== undefined && line.trim() === open.mark) close();
    else if (open) open.lines.push(line);
    else if (mark !== undefined) {
      const path = PATH.exec(line.slice(mark.length))?.[0] ?? PATH.exec(lines[at - 1] ?? '')?.[0];
      open = { mark, path, lines: [] };
    }
  }
  close();
  return fences;
}
