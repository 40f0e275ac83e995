import { applyPatch } from './apply-patch.ts';
import { applyReplace } from './apply-replace.ts';
import type { Edit, FileChanges, FileTexts } from './edit.ts';
import { dressLike, type FileLines, parseFileLines, printFileLines } from './file-lines.ts';
import type { Step, StepProblem } from './step.ts';

/** One edit that cannot be applied, with the sentence and the lines the model is shown. */
export interface EditProblem {
  /** Position of the edit in the reply, 0-based. */
  readonly edit: number;
  readonly path: string;
  readonly why: StepProblem | 'overlap';
  readonly explain: string;
}

/** The effect of a reply, or every reason why nothing of it is applied. `unchanged`: paths whose edits change nothing. */
export type Application =
  | { readonly kind: 'applied'; readonly changes: FileChanges; readonly unchanged: readonly string[] }
  | { readonly kind: 'problems'; readonly problems: readonly EditProblem[] };

/**
 * Applies edits in order, each to what the ones before it left, all or none (PRODUCT section 5.5). `files` holds the
 * present text of every file the edits name; a path that is absent does not exist. Line ends, byte order mark and a
 * missing final line end of a file are kept. An empty SEARCH makes a new file or fills a blank one; in a file with
 * text it could mean two things (append or replace all) and is a problem. A file that is written whole twice is what
 * was written last; a SEARCH/REPLACE block that comes again word for word is applied once.
 */
export function applyEdits(edits: readonly Edit[], files: FileTexts): Application {
  const states = new Map<string, FileLines | null>();
  const problems: EditProblem[] = [];
  const seen = new Set<string>();
  for (const [number, edit] of edits.entries()) {
    if (isRepeated(edit, seen)) continue;
    const text = files.get(edit.path);
    const original = text === undefined ? null : parseFileLines(text);
    const state = states.get(edit.path);
    const current = state === undefined ? original : state;
    if (edit.kind === 'delete') {
      if (current) states.set(edit.path, null);
      else problems.push({ edit: number, path: edit.path, ...missing(edit.path, files) });
      continue;
    }
    const step = takeStep(edit, current, files);
    if (step.ok) states.set(edit.path, step.file);
    else problems.push({ edit: number, path: edit.path, ...asOverlap(step, edit, { current, original }) });
  }
  return problems.length > 0 ? { kind: 'problems', problems } : collect(states, files);
}

/** A block that would insert its lines a second time, where it still fits after the first. */
function isRepeated(edit: Edit, seen: Set<string>): boolean {
  if (edit.kind !== 'replace') return false;
  const key = JSON.stringify([edit.path, edit.search, edit.replace]);
  const isKnown = seen.has(key);
  seen.add(key);
  return isKnown;
}

function takeStep(
  edit: Exclude<Edit, { kind: 'delete' }>,
  current: FileLines | null,
  files: FileTexts,
): Step {
  if (edit.kind === 'write')
    return { ok: true, file: current ? dressLike(current, edit.content) : parseFileLines(edit.content) };
  const isNew =
    edit.kind === 'replace'
      ? edit.search.trim() === ''
      : edit.hunks.every((hunk) => hunk.before.length === 0);
  if (current === null && !isNew) return { ok: false, ...missing(edit.path, files) };
  const file = current ?? parseFileLines('');
  return edit.kind === 'replace' ? applyReplace(file, edit) : applyPatch(file, edit);
}

/** A block that would fit the file as it was, but not what earlier blocks of the reply made of it. */
function asOverlap(
  step: Extract<Step, { ok: false }>,
  edit: Edit,
  file: { readonly current: FileLines | null; readonly original: FileLines | null },
): Omit<EditProblem, 'edit' | 'path'> {
  const { current, original } = file;
  if (step.why === 'not-found' && original && current && current !== original && edit.kind !== 'delete') {
    if (takeStep(edit, original, new Map()).ok)
      return {
        why: 'overlap',
        explain: `This edit of ${edit.path} needs lines that an earlier edit of the same answer already changed. Merge the two into one.`,
      };
  }
  return { why: step.why, explain: step.explain };
}

function missing(path: string, files: FileTexts): { readonly why: 'missing-file'; readonly explain: string } {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const alike = [...files.keys()].filter((known) => known !== path && known.endsWith(`/${name}`)).slice(0, 3);
  const hint = alike.length > 0 ? ` Did you mean ${alike.join(' or ')}?` : '';
  return {
    why: 'missing-file',
    explain: `${path} does not exist.${hint} To make a new file, write it whole.`,
  };
}

function collect(states: ReadonlyMap<string, FileLines | null>, files: FileTexts): Application {
  const changes = new Map<string, string | null>();
  const unchanged: string[] = [];
  for (const [path, state] of states) {
    const text = state === null ? null : printFileLines(state);
    if (text === (files.get(path) ?? null)) unchanged.push(path);
    else changes.set(path, text);
  }
  return { kind: 'applied', changes, unchanged };
}
