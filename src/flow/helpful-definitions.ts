import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import type { FileChanges } from '../core/edits/edit.ts';
import type { FeedbackCause } from '../core/prompts/feedback-prompt.ts';
import { definitionsForErrors } from '../core/symbols/definitions-for-errors.ts';
import { readSymbols } from '../core/symbols/read-symbols.ts';
import { type SymbolIndex, symbolIndex } from '../core/symbols/symbol-index.ts';
import { gatherCrates } from './gather-crates.ts';
import type { Run } from './run.ts';
import type { Workplace } from './work.ts';

const LONGEST_ERROR = 4_000;

/** The cause with definitions that its compile errors are about, from the candidate's tree and its dependencies. */
export async function withDefinitions(
  cause: FeedbackCause,
  candidate: { readonly errors: readonly Diagnostic[]; readonly changes: FileChanges },
  { place, run }: { readonly place: Workplace; readonly run: Pick<Run, 'symbols'> },
): Promise<FeedbackCause> {
  const { errors, changes } = candidate;
  if (cause.kind !== 'gates' || !errors.some(({ code }) => /^E\d/.test(code))) return cause;
  const { commit } = place.job.start;
  const index = withChanges(await run.symbols.index(commit), changes);
  const files = [...changes.keys()];
  const about = files.flatMap((path) => index.files.get(path) ?? []);
  const text = errors.map(({ message, rendered }) => `${message}\n${rendered.slice(0, LONGEST_ERROR)}`);
  const crates = await gatherCrates(run, place.baseline.workspace, {
    commit,
    text: text.join('\n'),
    files: about,
  });
  const definitions = definitionsForErrors({ errors, index, crates, files });
  return definitions.length === 0 ? cause : { ...cause, definitions };
}

/** The index of the commit with the candidate's files in place of its own. */
function withChanges(index: SymbolIndex, changes: FileChanges): SymbolIndex {
  const files = new Map(index.files);
  for (const [path, text] of changes) {
    if (!path.endsWith('.rs')) continue;
    if (text === null) files.delete(path);
    else files.set(path, readSymbols(text));
  }
  return symbolIndex(files, index.unread);
}
