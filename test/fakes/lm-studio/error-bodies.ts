import type { ScriptedFault } from './scripted-reply.ts';

const answer = (status: number, body: unknown) => ({ kind: 'answer', status, body }) as const;

/** Answers recorded from real LM Studio servers (facts/lmstudio.md section 4.1), by what went wrong. */
export const LM_ANSWERS = {
  crashed: answer(400, {
    error: 'The model has crashed without additional information. (Exit code: null)',
  }),
  unloaded: answer(400, { error: 'Model unloaded.' }),
  unloadedByUser: answer(400, { error: 'Model unloaded by user or API request.' }),
  isUnloaded: answer(400, { error: 'Model is unloaded.' }),
  channelError: answer(400, { error: { message: 'Channel Error' } }),
  jinja: answer(400, {
    error: 'Error rendering prompt with jinja template: "No user query found in messages."',
  }),
  noModels: answer(400, {
    error: {
      message: "No models loaded. Please load a model in the developer page or use the 'lms load' command.",
      type: 'invalid_request_error',
      param: 'model',
      code: null,
    },
  }),
  engineFetchFailed: answer(500, {
    error: {
      message: 'Engine protocol predict request failed: fetch failed',
      type: 'internal_error',
      param: null,
      code: 'unknown',
    },
  }),
  pegNative: answer(500, {
    error: 'The model produced output that does not match the expected peg-native format',
  }),
  loadFailed: answer(400, {
    error: { message: 'Failed to load model "qwen/qwen3-coder-30b". Error: Failed to load model.' },
  }),
  loadGuardrail: answer(400, {
    error: {
      message:
        'Model loading was stopped due to insufficient system resources. Under the current settings, this model requires approximately 18.63 GB of memory.',
    },
  }),
  html: {
    kind: 'answer',
    status: 200,
    body: '<!doctype html><title>It works</title>',
    type: 'text/html',
  },
} satisfies Record<string, ScriptedFault>;

/** 400 for a name the server does not know (recorded from 0.4.25). */
export function modelNotFound(name: string): unknown {
  return {
    error: {
      message: `Invalid model identifier "${name}". Please specify a valid downloaded model (e.g., google/gemma-4-e4b@4bit, google/gemma-4-e4b, gemma-4-e4b-it-mlx).`,
      type: 'invalid_request_error',
      param: 'model',
      code: 'model_not_found',
    },
  };
}

/** The wordings of a prompt that does not fit. */
export function overflowMessage(form: 'n_keep' | 'engine400' | 'sse_error', prompt: number, context: number) {
  if (form === 'engine400')
    return `Engine protocol predict request returned 400: {"error":{"code":400,"message":"request (${prompt} tokens) exceeds the available context size (${context} tokens), try increasing it"}}`;
  if (form === 'sse_error')
    return `Input does not fit in context length. The input has ${prompt} tokens, but the context length only supports ${context} tokens.`;
  return `The number of tokens to keep from the initial prompt is greater than the context length (n_keep: ${prompt}>= n_ctx: ${context}). Try to load the model with a larger context length, or provide a shorter input.`;
}
