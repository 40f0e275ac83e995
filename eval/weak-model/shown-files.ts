import type { FileTexts } from '../format/eval-case.ts';

/**
 * What a prompt shows of these files: the fence whose heading line, or own line, names the path. Files that are not
 * shown are missing; of one that is shown twice the last counts.
 */
export function shownFiles(prompt: string, paths: Iterable<string>): FileTexts {
  const lines = prompt.split('\n');
  const shown = new Map<string, string>();
  const wanted = [...paths];
  for (let at = 0; at < lines.length; at += 1) {
    const mark = /^`{3,}/.exec(lines[at] ?? '')?.[0];
    if (mark === undefined) continue;
    const end = lines.findIndex((line, index) => index > at && line.trim() === mark);
    if (end < 0) return shown;
    const heading = ` ${lines[at - 1] ?? ''} ${lines[at] ?? ''} `.replaceAll('`', ' ');
    const path = wanted.find((each) => heading.includes(` ${each} `));
    if (path !== undefined) shown.set(path, `${lines.slice(at + 1, end).join('\n')}\n`);
    at = end;
  }
  return shown;
}
