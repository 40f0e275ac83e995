import { LmStudio } from '../../test/fakes/lm-studio/lm-studio.ts';
import type { ChatRequest, ScriptedReply } from '../../test/fakes/lm-studio/scripted-reply.ts';
import type { EvalRepository } from '../format/eval-case.ts';
import { findCase } from './find-case.ts';
import type { Rates } from './rates.ts';
import { WeakModel } from './weak-model.ts';

/** What a loop used of the model for one case. Tokens as the emulated server counts them: 4 characters each. */
export interface Usage {
  readonly calls: number;
  readonly promptTokens: number;
  readonly completionTokens: number;
}

/** The weak model behind a loopback LM Studio. */
export interface WeakModelServer extends AsyncDisposable {
  readonly url: string;
  readonly model: WeakModel;
  /** What was used for a case since the last call. */
  takeUsage(name: string): Usage;
}

const CONTEXT_TOKENS = 16_384;
const CHARACTERS_PER_TOKEN = 4;
const NONE: Usage = { calls: 0, promptTokens: 0, completionTokens: 0 };

/** Starts the server; it answers as fast as it can. */
export async function startWeakModel(
  repositories: readonly EvalRepository[],
  rates: Rates,
  seed: number,
): Promise<WeakModelServer> {
  const model = new WeakModel(repositories, rates, seed);
  const cases = repositories.flatMap((repository) => repository.cases);
  const used = new Map<string, Usage>();
  const respond = (request: ChatRequest): ScriptedReply => {
    const reply = model.respond(request);
    const opening = request.messages.find(({ role }) => role === 'user')?.content ?? '';
    const name = findCase(cases, opening)?.name ?? '';
    const before = used.get(name) ?? NONE;
    const read = request.messages.reduce((sum, { content }) => sum + content.length, 0);
    const limit = request.maxTokens ?? Number.POSITIVE_INFINITY;
    used.set(name, {
      calls: before.calls + 1,
      promptTokens: before.promptTokens + Math.ceil(read / CHARACTERS_PER_TOKEN),
      completionTokens:
        before.completionTokens +
        Math.min(limit, Math.ceil((reply.text?.length ?? 0) / CHARACTERS_PER_TOKEN)),
    });
    return reply;
  };
  const studio = await LmStudio.start({
    models: [{ key: 'eval/simulated-weak-coder', loaded: { contextLength: CONTEXT_TOKENS } }],
    respond,
  });
  return {
    url: studio.url,
    model,
    takeUsage: (name) => {
      const usage = used.get(name) ?? NONE;
      used.delete(name);
      return usage;
    },
    [Symbol.asyncDispose]: () => studio[Symbol.asyncDispose](),
  };
}
