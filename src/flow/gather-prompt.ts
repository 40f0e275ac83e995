import { classifyProfile } from '../core/profiles/classify-profile.ts';
import { chooseDefinitions } from '../core/prompts/choose-definitions.ts';
import { type ChosenFile, chooseFiles, isSmallWorkspace } from '../core/prompts/choose-files.ts';
import type { ChangeDocument, PromptFile, PromptInput } from '../core/prompts/prompt-input.ts';
import { filesDefining } from '../core/symbols/files-defining.ts';
import { namesOfText } from '../core/symbols/names-of-text.ts';
import { readSymbols } from '../core/symbols/read-symbols.ts';
import { vendoredPaths } from '../core/symbols/vendored-paths.ts';
import { decodeText } from '../core/text/decode-text.ts';
import type { ChangeDocuments } from '../ports/change-source.ts';
import type { TreeEntry } from '../ports/repository.ts';
import { gatherCrates } from './gather-crates.ts';
import type { Run } from './run.ts';
import type { Workplace } from './work.ts';

/** Larger files are data, not something a model is shown. */
const LARGEST_SHOWN = 400_000;
const UNREAD = { 'too-large': 'too large, likely generated', 'not-utf8': 'not UTF-8' } as const;
/** Files of this score are what the task is about. */
const ABOUT_THE_TASK = 60;

/** Chooses and reads everything a task's first prompt is made of; what of it fits is decided later. */
export async function gatherPrompt(
  { job, baseline }: Workplace,
  entries: readonly TreeEntry[],
  run: Run,
): Promise<PromptInput> {
  const documents = documentsOf(job.documents);
  const plan = documents.map((one) => one.text).join('\n');
  const { packages } = baseline.workspace;
  const { commit } = job.start;
  // Vendored crates are dependencies: their API is shown, not their files.
  const isVendored = vendoredPaths(entries.map(({ path }) => path));
  const files = entries.filter(
    ({ path, mode, size }) => mode.startsWith('100') && size <= LARGEST_SHOWN && !isVendored(path),
  );
  // A small workspace is shown whole: there is nothing to look up.
  const index = isSmallWorkspace(files) ? undefined : await run.symbols.index(commit);
  const text = [job.whole.text, ...job.whole.details].join('\n');
  const names = namesOfText(text, job.whole.mentions.code);
  const defining = index ? filesDefining(index, names.names) : [];
  const chosen = chooseFiles({ task: job.whole, plan, files, packages, defining });
  const paths = chosen.map((file) => file.path);
  const bytes = await run.repository.read(commit, paths);
  const shown = chosen.flatMap(({ path, score, placement }): PromptFile[] => {
    const content = bytes.get(path);
    const text = content && decodeText(content);
    return text === undefined ? [] : [{ path, score, placement, text }];
  });
  const about = shown
    .filter(({ path, score }) => score >= ABOUT_THE_TASK && path.endsWith('.rs'))
    .map((file) => index?.files.get(file.path) ?? readSymbols(file.text));
  const crates = await gatherCrates(run, { packages }, { commit, text: `${text}\n${plan}`, files: about });
  return {
    task: job.whole,
    documents,
    packages,
    sources: files.map((file) => file.path).filter((path) => path.endsWith('.rs')),
    files: shown,
    definitions: chooseDefinitions({ task: job.whole, plan, files: shown, index, crates, about }),
    unread: (index?.unread ?? []).map(({ path, why }) => `the definitions of ${path} (${UNREAD[why]})`),
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
