import { expect, test } from 'vitest';
import { isOtherModel } from '../../../src/adapters/lm/is-other-model.ts';
import { type LmModel, modelCard } from '../../../src/adapters/lm/lm-model.ts';

const model = (kind: 'lm-studio' | 'openai-compatible', ...names: [string, ...string[]]): LmModel => ({
  card: modelCard({ key: names[0], endpoint: 'http://localhost:1234/v1', endpointKind: kind }),
  requestName: names[0],
  names,
  chat: true,
});
const coder = model('lm-studio', 'qwen/qwen3-coder-30b', 'my-qwen');
const gemma = model('lm-studio', 'google/gemma-3-1b');
const plain = model('openai-compatible', 'gpt-4o');

test.each([
  ['qwen/qwen3-coder-30b'],
  ['Qwen/Qwen3-Coder-30B'],
  ['my-qwen'],
  ['qwen/qwen3-coder-30b:2'],
  ['qwen/qwen3-coder-30b@q4_k_m'],
  ['qwen3-coder-30b'],
])('%s is another name of the model asked for', (answered) => {
  expect(isOtherModel(answered, coder, [coder, gemma])).toBe(false);
});

test.each([['google/gemma-3-1b'], ['google/gemma-3-1b:2'], ['something-else']])(
  '%s is another model of LM Studio',
  (answered) => {
    expect(isOtherModel(answered, coder, [coder, gemma])).toBe(true);
  },
);

test('a plain server may answer with a dated or file name, but not with another model it offers', () => {
  const mini = model('openai-compatible', 'gpt-4o-mini');
  expect(isOtherModel('gpt-4o-2024-08-06', plain, [plain, mini])).toBe(false);
  expect(isOtherModel('/models/file.gguf', plain, [plain, mini])).toBe(false);
  expect(isOtherModel('gpt-4o-mini', plain, [plain, mini])).toBe(true);
});
