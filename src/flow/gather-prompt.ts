import { classifyProfile } from '../core/profiles/classify-profile.ts';
import { type ChosenFile, chooseFiles } from '../core/prompts/choose-files.ts';
import type { ChangeDocument, PromptFile, PromptInput } from '../core/prompts/prompt-input.ts';
import { decodeText } from '../core/text/decode-text.ts';
import type { ChangeDocuments } from '../ports/change-source.ts';
import type { TreeEntry } from '../ports/repository.ts';
import type { Run } from './run.ts';
import type { Workplace } from './work.ts';

/** Larger files are data, not something a model is shown. */
const LARGEST_SHOWN = 400_000;

/** Chooses and reads everything a task's first prompt is made of; what of it fits is decided later. */
export async function gatherPrompt(
  { job, baseline }: Workplace,
  entries: readonly TreeEntry[],
  run: Run,
): Promise<PromptInput> {
  const documents = documentsOf(job.documents);
  const { packages } = baseline.workspace;
  const files = entries.filter((entry) => entry.mode.startsWith('100') && entry.size <= LARGEST_SHOWN);
  const chosen = chooseFiles({
    task: job.whole,
    plan: documents.map((one) => one.text).join('\n'),
    files,
    packages,
  });
  const paths = chosen.map((file) => file.path);
  const bytes = await run.repository.read(job.start.commit, paths);
  return {
    task: job.whole,
    documents,
    packages,
    sources: files.map((file) => file.path).filter((path) => path.endsWith('.rs')),
    files: chosen.flatMap(({ path, score, placement }): PromptFile[] => {
      const content = bytes.get(path);
      const text = content && decodeText(content);
      return text === undefined ? [] : [{ path, score, placement, text }];
    }),
    profile: classifyProfile({ task: job.whole, packages, paths: aboutTask(chosen) }),
    rules: run.settings.policy.rules,
  };
}

/** Not the whole small workspace, nor what the plan names for every task. */
function aboutTask(chosen: readonly ChosenFile[]): readonly string[] {
  return chosen.filter((file) => file.why === 'named').map((file) => file.path);
}

function documentsOf({ proposal, design, specs }: ChangeDocuments): readonly ChangeDocument[] {
  return [
    ...(proposal ? [{ kind: 'proposal' as const, ...proposal }] : []),
    ...(design ? [{ kind: 'design' as const, ...design }] : []),
    ...specs.map((spec) => ({ kind: 'spec' as const, ...spec })),
  ];
}
