import type { Edit, Hunk } from '../edits/edit.ts';
import { type DiffResult, trimmed } from './parse-diff.ts';

const SECTION = /^\*{3} (Update|Add|Delete) File: *(.{1,300}?) *$/;
const MARK = /^\*{3} (?:Begin Patch|End Patch|End of File)\b/;

interface Section {
  readonly kind: string;
  readonly path: string;
  readonly hunks: { before: string[]; after: string[] }[];
}

/** True when the lines hold the patch form of OpenAI's coding models. */
export function isBeginPatch(lines: readonly string[]): boolean {
  return lines.some((line) => SECTION.test(line));
}

/**
 * Reads `*** Begin Patch` / `*** Update File: path` / `@@` (github.com/openai/codex, `apply_patch_tool_instructions.md`).
 * What stands behind `@@` is a hint at the function and is not used: the lines themselves find the place.
 */
export function parseBeginPatch(lines: readonly string[]): DiffResult {
  const sections: Section[] = [];
  for (const line of lines) {
    const head = SECTION.exec(line);
    const current = sections.at(-1);
    if (head) sections.push({ kind: head[1] ?? '', path: head[2] ?? '', hunks: [] });
    else if (line.startsWith('*** Move to:'))
      return { ok: false, explain: 'Renames are not possible: write the new file whole and delete the old.' };
    else if (current && !MARK.test(line)) addLine(current, line);
    else if (/^\*{3} End Patch\b/.test(line)) break;
  }
  const edits = sections.flatMap((section) => toEdit(section) ?? []);
  return edits.length > 0
    ? { ok: true, edits }
    : { ok: false, explain: 'The patch changes nothing: it has no line that starts with + or -.' };
}

function addLine({ hunks }: Section, line: string): void {
  if (/^@@/.test(line)) {
    hunks.push({ before: [], after: [] });
    return;
  }
  let hunk = hunks.at(-1);
  if (!hunk) {
    if (line.trim() === '') return;
    hunk = { before: [], after: [] };
    hunks.push(hunk);
  }
  const sign = line.charAt(0);
  const text = sign === ' ' || sign === '+' || sign === '-' ? line.slice(1) : line;
  if (sign !== '+') hunk.before.push(text);
  if (sign !== '-') hunk.after.push(text);
}

function toEdit({ kind, path, hunks }: Section): Edit | undefined {
  if (kind === 'Delete') return { kind: 'delete', path };
  if (kind === 'Add') {
    const lines = hunks.flatMap((hunk) => hunk.after);
    return { kind: 'write', path, content: `${lines.join('\n')}\n` };
  }
  const changing: readonly Hunk[] = hunks
    .map(trimmed)
    .filter((hunk) => hunk.before.join('\n') !== hunk.after.join('\n'));
  return changing.length === 0 ? undefined : { kind: 'patch', path, hunks: changing };
}
