import { Fault } from '../core/fault.ts';
import { chooseFiles } from '../core/prompts/choose-files.ts';
import { type FittedPrompt, fitPrompt } from '../core/prompts/fit-prompt.ts';
import type { ChangeDocument, PromptFile, PromptInput } from '../core/prompts/prompt-input.ts';
import type { ChangeDocuments } from '../ports/change-source.ts';
import type { Message, ModelCard } from '../ports/model.ts';
import type { TreeEntry } from '../ports/repository.ts';
import { answerTokens, contextOf } from './answer-room.ts';
import type { Run } from './run.ts';
import type { Workplace } from './work.ts';

/** The conversation's first messages and what did not fit into them. */
export interface FirstPrompt {
  readonly messages: readonly Message[];
  readonly leftOut: readonly string[];
}

/** Larger files are data, not something a model is shown. */
const LARGEST_SHOWN = 400_000;

/** Chooses and reads the files a task needs and fits everything into the model's context. Throws `model-context-small`. */
export async function firstPrompt(
  place: Workplace,
  entries: readonly TreeEntry[],
  card: ModelCard,
  run: Run,
): Promise<FirstPrompt> {
  const { job, baseline } = place;
  const { documents } = job;
  const plan = documentsOf(documents);
  const { packages } = baseline.workspace;
  const files = entries.filter((entry) => entry.mode.startsWith('100') && entry.size <= LARGEST_SHOWN);
  const chosen = chooseFiles({
    task: job.task,
    plan: plan.map((one) => one.text).join('\n'),
    files,
    packages,
  });
  const bytes = await run.repository.read(
    job.start.commit,
    chosen.map((file) => file.path),
  );
  const input: PromptInput = {
    task: job.task,
    documents: plan,
    packages,
    sources: files.map((file) => file.path).filter((path) => path.endsWith('.rs')),
    files: chosen.flatMap((file): PromptFile[] => {
      const text = textOf(bytes.get(file.path));
      return text === undefined
        ? []
        : [{ path: file.path, score: file.score, placement: file.placement, text }];
    }),
    rules: run.settings.policy.rules,
  };
  const fitted = fitPrompt(input, { contextTokens: contextOf(card), answerTokens: answerTokens(card) });
  if (fitted.kind === 'fits') return { messages: fitted.messages, leftOut: fitted.leftOut };
  throw new Fault('model-context-small', tooSmall(fitted, card));
}

function tooSmall(fitted: Extract<FittedPrompt, { kind: 'too-big' }>, card: ModelCard): string {
  const needed = fitted.needed + answerTokens(card);
  return `at least ${needed} tokens are needed, answer included, and ${card.key} is loaded with ${contextOf(card)}`;
}

function documentsOf({ proposal, design, specs }: ChangeDocuments): readonly ChangeDocument[] {
  return [
    ...(proposal ? [{ kind: 'proposal' as const, ...proposal }] : []),
    ...(design ? [{ kind: 'design' as const, ...design }] : []),
    ...specs.map((spec) => ({ kind: 'spec' as const, ...spec })),
  ];
}

/** Text of a file, or undefined when it is not UTF-8 text: a model can neither read nor edit that. */
function textOf(bytes: Uint8Array | undefined): string | undefined {
  if (!bytes || bytes.includes(0)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
