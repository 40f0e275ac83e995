import { expect, test } from 'vitest';
import { readContextOverflow } from '../../../src/adapters/lm/context-overflow.ts';

test.each([
  [
    'The number of tokens to keep from the initial prompt is greater than the context length (n_keep: 13055>= n_ctx: 4096). Try to load the model with a larger context length, or provide a shorter input.',
    { prompt: 13055, context: 4096 },
  ],
  ['Cannot truncate prompt with n_keep (15028) >= n_ctx (7424)', { prompt: 15028, context: 7424 }],
  [
    'Trying to keep the first 9001 tokens when context the overflows. However, the model is loaded with context length of only 4096 tokens, which is not enough.',
    { prompt: 9001, context: 4096 },
  ],
  [
    'Engine protocol predict request returned 400: {"error":{"code":400,"message":"request (94920 tokens) exceeds the available context size (8192 tokens), try increasing it"}}',
    { prompt: 94920, context: 8192 },
  ],
  [
    'Input does not fit in context length. The input has 31430 tokens, but the context length only supports 30000 tokens.',
    { prompt: 31430, context: 30000 },
  ],
  ['Context size has been exceeded.', {}],
  [
    "This model's maximum context length is 4096 tokens. However, you requested 5000 tokens (4000 in the messages, 1000 in the completion).",
    { prompt: 5000, context: 4096 },
  ],
  [
    "This model's maximum context length is 2048 tokens and your request has 3000 input tokens",
    { prompt: 3000, context: 2048 },
  ],
  [
    'The decoder prompt (length 5000) is longer than the maximum model length of 4096.',
    { prompt: 5000, context: 4096 },
  ],
  ['the request exceeds the available context size, try increasing it', {}],
])('%j is an overflow with its numbers', (message, overflow) => {
  expect(readContextOverflow(message)).toEqual(overflow);
});

test.each(['Model unloaded.', 'Channel Error', '', 'Failed to load model: the context length is fine'])(
  '%j is no overflow',
  (message) => {
    expect(readContextOverflow(message)).toBeUndefined();
  },
);
