import { expect, test } from 'vitest';
import { parseInputs } from '../../../src/config/parse-inputs.ts';
import { DEFAULT_POLICY } from '../../../src/config/parse-policy.ts';
import { settle } from '../../../src/config/settle.ts';
import type { RepositoryPolicy } from '../../../src/core/policy/settings.ts';
import { fingerprint } from '../../../src/core/pulls/fingerprint.ts';
import { someTask } from '../../support/proofs.ts';

const file = (path: string, text: string) => ({ path, text });
const DOCUMENTS = {
  proposal: file('proposal.md', 'Why'),
  design: file('design.md', 'How'),
  specs: [file('a.md', 'A')],
};

function settings(raw: Record<string, string> = {}, policy: Partial<RepositoryPolicy> = {}) {
  const parsed = parseInputs(raw, {});
  if (!parsed.ok) throw new Error(parsed.problems.join());
  return settle(parsed.inputs, { ...DEFAULT_POLICY, ...policy });
}

const SAME = fingerprint(someTask(), DOCUMENTS, settings());

test('the same question has the same fingerprint: 32 hexadecimal digits', () => {
  expect(SAME).toMatch(/^[0-9a-f]{32}$/);
  expect(fingerprint(someTask(), structuredClone(DOCUMENTS), settings())).toBe(SAME);
});

test.each([
  ['a task on another line', someTask({ line: 99 }), settings()],
  ['a heading that was renamed', someTask({ section: ['7. Else'] }), settings()],
  ['another base', someTask(), settings({ base: 'trunk' })],
  ['labels of the run', someTask(), settings({ labels: 'x' })],
  ['more rounds', someTask(), settings({ 'max-rounds': '9' })],
  ['another address of the server', someTask(), settings({ 'lm-studio-url': 'http://gpu:1/v1' })],
])('%s makes no other question', (_, task, given) => {
  expect(fingerprint(task, DOCUMENTS, given)).toBe(SAME);
});

test.each([
  ['the words of the task', fingerprint(someTask({ text: '1.2 Else' }), DOCUMENTS, settings())],
  ['the details of the task', fingerprint(someTask({ details: ['in UTF-8'] }), DOCUMENTS, settings())],
  ['another change', fingerprint(someTask({ change: 'else' }), DOCUMENTS, settings())],
  ['another id', fingerprint(someTask({ id: '1.3' }), DOCUMENTS, settings())],
  [
    'the proposal',
    fingerprint(someTask(), { ...DOCUMENTS, proposal: file('proposal.md', 'Else') }, settings()),
  ],
  [
    'no design',
    fingerprint(someTask(), { proposal: DOCUMENTS.proposal, specs: DOCUMENTS.specs }, settings()),
  ],
  [
    'a design as proposal',
    fingerprint(
      someTask(),
      { proposal: DOCUMENTS.design, design: DOCUMENTS.proposal, specs: DOCUMENTS.specs },
      settings(),
    ),
  ],
  [
    'a further spec',
    fingerprint(someTask(), { ...DOCUMENTS, specs: [...DOCUMENTS.specs, file('b.md', 'B')] }, settings()),
  ],
  ['a spec that moved', fingerprint(someTask(), { ...DOCUMENTS, specs: [file('b.md', 'A')] }, settings())],
  ['another model', fingerprint(someTask(), DOCUMENTS, settings({ 'lm-studio-model': 'qwen' }))],
  ['rules of the policy', fingerprint(someTask(), DOCUMENTS, settings({}, { rules: 'Be brief.' }))],
  ['the sandbox off', fingerprint(someTask(), DOCUMENTS, settings({ sandbox: 'off' }))],
])('%s makes another question', (_, other) => {
  expect(other).not.toBe(SAME);
});
