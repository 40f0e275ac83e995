import type { Edit, Hunk } from '../edits/edit.ts';

/** Edits of a unified diff in the order written, or why it cannot be read. `path` is '' where none is named. */
export type DiffResult =
  | { readonly ok: true; readonly edits: readonly Edit[] }
  | { readonly ok: false; readonly explain: string };

interface FileDiff {
  old: string | undefined;
  new: string | undefined;
  deleted: boolean;
  created: boolean;
  hunks: HunkLines[];
}

interface HunkLines {
  readonly before: string[];
  readonly after: string[];
  readonly line?: number | undefined;
}

const HUNK = /^@@(?:\s*-(\d{1,9})(?:,\d+)?\s+\+\d+(?:,\d+)?)?/;
const EXTENDED = /^(?:index |old mode |new mode |similarity index |dissimilarity index )/;

/** True when the lines begin as a unified diff, whatever a fence calls them. */
export function startsAsDiff(lines: readonly string[]): boolean {
  const first = lines.findIndex((line) => /^(?:diff --git |--- |@@ )/.test(line));
  return (
    first >= 0 &&
    first <= 12 &&
    hasDiff(lines.slice(first, first + 8)) &&
    lines.some((line) => /^[-+]/.test(line))
  );
}

function hasDiff(lines: readonly string[]): boolean {
  return lines.some((line, at) => line.startsWith('diff --git ') || HUNK.test(line) || isHeader(lines, at));
}

/**
 * Reads a unified diff (gnu.org/software/diffutils, "Unified Format"; git-scm.com/docs/diff-format) the way models
 * write it: counts may be missing or wrong, context lines may lack their space, hunk headers may be absent.
 * `path` names the file where the diff does not.
 */
export function parseDiff(lines: readonly string[], path: string, known: ReadonlySet<string>): DiffResult {
  const files: FileDiff[] = [];
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? '';
    if (/^(?:rename|copy) (?:from|to) /.test(line) || /^Binary files |^GIT binary patch/.test(line))
      return { ok: false, explain: 'Renames and binary patches are not possible: write the new file whole.' };
    const header = headerAt(lines, at);
    if (line.startsWith('diff --git ')) files.push(fromGitLine(line));
    else if (header) {
      const current = files.at(-1);
      Object.assign(current && current.hunks.length === 0 ? current : begin(files), header.paths);
      at += header.more;
    } else readLine(line, files.at(-1) ?? begin(files));
  }
  const edits: Edit[] = [];
  for (const file of files) {
    const edit = toEdit(file, path, known);
    if (edit) edits.push(edit);
  }
  return edits.length > 0
    ? { ok: true, edits }
    : { ok: false, explain: 'The diff changes nothing: it has no line that starts with + or -.' };
}

/** `--- x` is a header only with `+++ y` behind it: a removed line `-- x` looks the same. */
function isHeader(lines: readonly string[], at: number): boolean {
  return (lines[at] ?? '').startsWith('--- ') && (lines[at + 1] ?? '').startsWith('+++ ');
}

interface Header {
  readonly paths: Partial<Pick<FileDiff, 'old' | 'new' | 'deleted' | 'created'>>;
  /** Lines of it after the first. */
  readonly more: number;
}

/** `--- x` and `+++ y`, or one of them alone right before its first hunk. */
function headerAt(lines: readonly string[], at: number): Header | undefined {
  const line = lines[at] ?? '';
  const old = headerPath(line);
  if (isHeader(lines, at)) {
    const name = headerPath(lines[at + 1] ?? '');
    const gone = {
      ...(name === undefined ? { deleted: true } : {}),
      ...(old === undefined ? { created: true } : {}),
    };
    return { paths: { old, new: name, ...gone }, more: 1 };
  }
  const isAlone =
    /^(?:---|\+\+\+) [^\s]+\.\w{1,8}\s*$/.test(line.slice(0, 400)) && (lines[at + 1] ?? '').startsWith('@@');
  return isAlone ? { paths: { old, new: old }, more: 0 } : undefined;
}

function begin(files: FileDiff[]): FileDiff {
  const file: FileDiff = { old: '', new: '', deleted: false, created: false, hunks: [] };
  files.push(file);
  return file;
}

function fromGitLine(line: string): FileDiff {
  const match = /^diff --git "?a\/(.{1,500}?)"? "?b\/(.{1,500}?)"?$/.exec(line);
  return { old: match?.[1] ?? '', new: match?.[2] ?? '', deleted: false, created: false, hunks: [] };
}

/** undefined for `/dev/null`. */
function headerPath(line: string): string | undefined {
  const name = line
    .slice(4)
    .replace(/\t.*$/, '')
    .trim()
    .replace(/^"(.*)"$/, '$1');
  return name === '/dev/null' ? undefined : name;
}

function readLine(line: string, file: FileDiff): void {
  const header = HUNK.exec(line);
  if (header) {
    file.hunks.push({ before: [], after: [], line: header[1] === undefined ? undefined : Number(header[1]) });
    return;
  }
  if (line.startsWith('\\ No newline')) return;
  let hunk = file.hunks.at(-1);
  if (!hunk) {
    if (line.startsWith('deleted file mode')) file.deleted = true;
    if (line.startsWith('new file mode')) file.created = true;
    if (!/^[-+]/.test(line) || EXTENDED.test(line)) return;
    hunk = { before: [], after: [], line: undefined };
    file.hunks.push(hunk);
  }
  const sign = line.charAt(0);
  const text = sign === ' ' || sign === '+' || sign === '-' ? line.slice(1) : line;
  if (sign !== '+') hunk.before.push(text);
  if (sign !== '-') hunk.after.push(text);
}

function toEdit(file: FileDiff, path: string, known: ReadonlySet<string>): Edit | undefined {
  const name = withoutPrefix(file.new ?? file.old ?? '', file.new === undefined ? 'a/' : 'b/', known) || path;
  if (file.deleted) return { kind: 'delete', path: name };
  const hunks = file.hunks.map(trimmed).filter((hunk) => hunk.before.join('\n') !== hunk.after.join('\n'));
  if (hunks.length === 0) return undefined;
  if (file.created || (!known.has(name) && hunks.every((hunk) => hunk.before.length === 0))) {
    const lines = hunks.flatMap((hunk) => hunk.after);
    return { kind: 'write', path: name, content: `${lines.join('\n')}\n` };
  }
  return { kind: 'patch', path: name, hunks };
}

function withoutPrefix(path: string, prefix: string, known: ReadonlySet<string>): string {
  const other = prefix === 'a/' ? 'b/' : 'a/';
  if (known.has(path)) return path;
  return path.startsWith(prefix) || path.startsWith(other) ? path.slice(2) : path;
}

/** Without the blank lines a model leaves behind the last hunk: they are context that the file need not have. */
export function trimmed(hunk: HunkLines): Hunk {
  const { before, after } = hunk;
  while (before.length > 1 && after.length > 1 && before.at(-1) === '' && after.at(-1) === '') {
    before.pop();
    after.pop();
  }
  return { before, after, ...(hunk.line === undefined ? {} : { line: hunk.line }) };
}
