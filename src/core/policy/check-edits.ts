import type { Edit, FileChanges, FileTexts } from '../edits/edit.ts';
import { contentRefusal } from './content-policy.ts';
import { judgeManifest } from './manifest-policy.ts';
import { outsideReads } from './outside-reads.ts';
import type { PathVerdict } from './path-policy.ts';

/** The edits with their paths in one form, or every refusal as the model is told. */
export type EditsVerdict =
  | { readonly kind: 'allowed'; readonly edits: readonly Edit[] }
  | { readonly kind: 'refused'; readonly refusals: readonly string[] };

/** Judges the paths of a reply before any file is read. `judge` comes from `createPathPolicy`. */
export function checkEdits(edits: readonly Edit[], judge: (path: string) => PathVerdict): EditsVerdict {
  const allowed: Edit[] = [];
  const refusals = new Set<string>();
  for (const edit of edits) {
    const verdict = judge(edit.path);
    if (verdict.allowed) allowed.push({ ...edit, path: verdict.path });
    else refusals.add(verdict.reason);
  }
  return refusals.size > 0
    ? { kind: 'refused', refusals: [...refusals] }
    : { kind: 'allowed', edits: allowed };
}

/** What a reply would write, judged: refusals for the model, risks for the pull request. */
export interface ChangesVerdict {
  readonly refusals: readonly string[];
  readonly risks: readonly string[];
}

/** Judges the content of the files a reply changes, manifests by what they declare. `before` holds the present texts. */
export function checkChanges(
  changes: FileChanges,
  before: FileTexts,
  allowDependencies: readonly string[],
): ChangesVerdict {
  const refusals: string[] = [];
  const risks: string[] = [];
  for (const [path, text] of changes) {
    const isManifest = /(?:^|\/)Cargo\.toml$/i.test(path);
    if (text === null) {
      if (isManifest) refusals.push(`${path} may not be deleted: its crate would no longer be checked.`);
      continue;
    }
    const refusal = contentRefusal(path, text);
    if (refusal !== undefined) refusals.push(refusal);
    else {
      const texts = { before: before.get(path), after: text };
      const verdict = isManifest
        ? judgeManifest(path, texts, allowDependencies)
        : path.endsWith('.rs')
          ? outsideReads(path, texts)
          : { refusals: [], risks: [] };
      refusals.push(...verdict.refusals);
      risks.push(...verdict.risks);
    }
  }
  return { refusals, risks };
}
