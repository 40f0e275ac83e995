import { modelServerContract } from '../../contract/model-server.ts';
import type { LmStudioOptions } from '../../fakes/lm-studio/lm-studio.ts';
import { studioAndServer } from './asking.ts';

const echoing = (kind: LmStudioOptions['kind']) => async () => {
  const pair = await studioAndServer({
    ...(kind && { kind }),
    respond: ({ messages }) => ({ text: `Answer to: ${messages.at(-1)?.content}` }),
  });
  return { server: pair.lm, [Symbol.asyncDispose]: () => pair[Symbol.asyncDispose]() };
};

modelServerContract('LM Studio', echoing('lm-studio'));
modelServerContract('LM Studio before 0.4', echoing('lm-studio-0.3'));
modelServerContract('a plain OpenAI-compatible server', echoing('openai'));
