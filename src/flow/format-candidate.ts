import type { FileChanges, FileTexts } from '../core/edits/edit.ts';
import type { Slot, Toolchain, Workspace } from '../ports/toolchain.ts';

/** A candidate as it will be committed, and what rustfmt could not read. */
export interface FormattedCandidate {
  readonly changes: FileChanges;
  /** Files whose text differs from what the model wrote, by path. */
  readonly formatted: FileChanges;
  readonly unreadable: readonly { readonly path: string; readonly message: string }[];
  /** False when rustfmt is not installed. */
  readonly available: boolean;
}

export interface CandidateTexts {
  /** Texts of the base at the paths of `changes`. */
  readonly before: FileTexts;
  readonly changes: FileChanges;
  readonly workspace: Workspace;
  readonly signal?: AbortSignal;
}

/** Formats new files, and changed ones that were formatted before; an old unformatted file stays as it was written. */
export async function formatCandidate(
  toolchain: Toolchain,
  slot: Slot,
  { before, changes, workspace, signal }: CandidateTexts,
): Promise<FormattedCandidate> {
  const asFile = (path: string, text: string) => ({ path, edition: editionOf(path, workspace), text });
  const written = [...changes].flatMap(([path, text]) =>
    path.endsWith('.rs') && text !== null ? [asFile(path, text)] : [],
  );
  const untouched = { changes, formatted: new Map(), unreadable: [], available: true };
  if (written.length === 0) return untouched;
  const results = await toolchain.format(slot, written, signal);
  if (!results) return { ...untouched, available: false };
  const unreadable: { path: string; message: string }[] = [];
  const differing = new Map<string, string>();
  for (const { path, text } of written) {
    const result = results.get(path);
    if (result && !result.ok) unreadable.push({ path, message: result.message });
    else if (result && result.text !== text) differing.set(path, result.text);
  }
  const old = [...differing.keys()].flatMap((path) => {
    const text = before.get(path);
    return text === undefined ? [] : [asFile(path, text)];
  });
  const clean = old.length > 0 ? await toolchain.format(slot, old, signal) : undefined;
  for (const { path, text } of old) {
    const result = clean?.get(path);
    if (!result?.ok || result.text !== text) differing.delete(path);
  }
  return { changes: new Map([...changes, ...differing]), formatted: differing, unreadable, available: true };
}

function editionOf(path: string, workspace: Workspace): string {
  const home = workspace.packages
    .filter((each) => each.folder === '' || path.startsWith(`${each.folder}/`))
    .sort((a, b) => b.folder.length - a.folder.length)[0];
  return home?.edition ?? '2021';
}
