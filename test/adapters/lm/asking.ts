import { createModelServer, type LmSettings } from '../../../src/adapters/lm/create-model-server.ts';
import type { LmTiming } from '../../../src/adapters/lm/lm-timing.ts';
import { Fault } from '../../../src/core/fault.ts';
import type { Answer, AskOptions, AskProgress } from '../../../src/ports/model.ts';
import { LmStudio, type LmStudioOptions } from '../../fakes/lm-studio/lm-studio.ts';

/** Retries without their waits: the number of attempts stays the product's own. */
export const QUICK: Partial<LmTiming> = { plan: { retries: 3, baseMilliseconds: 1 } };

/** An adapter for the given server with settings a test does not care about. */
export function modelServer(urls: string | readonly string[], settings: Partial<LmSettings> = {}) {
  const list = typeof urls === 'string' ? [urls] : urls;
  return createModelServer({ urls: list, stallSeconds: 20, temperature: 0.2, ...settings }, QUICK);
}

export interface Asked {
  readonly answer: Answer;
  readonly progress: readonly AskProgress[];
}

/** Chooses and asks once, keeping what was reported meanwhile. */
export async function ask(
  lm: ReturnType<typeof modelServer>,
  prompt = 'Write a greeting.',
  options: Partial<AskOptions> = {},
): Promise<Asked> {
  const progress: AskProgress[] = [];
  const card = await lm.choose();
  const answer = await lm.ask(card, [{ role: 'user', content: prompt }], {
    temperature: 0.2,
    maxTokens: 2_000,
    callSite: 'test',
    onProgress: (one) => progress.push(one),
    ...options,
  });
  return { answer, progress };
}

/** The fault a promise ends with; fails the test when it ends otherwise. */
export async function faultOf(promise: Promise<unknown>): Promise<Fault> {
  const end = await promise.then(
    () => 'no fault',
    (error: unknown) => error,
  );
  if (end instanceof Fault) return end;
  throw new Error('expected a fault', { cause: end });
}

/** An emulated server and the adapter in front of it. */
export async function studioAndServer(options: LmStudioOptions = {}, settings: Partial<LmSettings> = {}) {
  const studio = await LmStudio.start(options);
  return {
    studio,
    lm: modelServer(studio.url, settings),
    [Symbol.asyncDispose]: () => studio[Symbol.asyncDispose](),
  };
}
