import { expect, test } from 'vitest';
import { parseInputs, type RawInputs } from '../../src/config/parse-inputs.ts';
import { DEFAULT_POLICY } from '../../src/config/parse-policy.ts';
import { settle } from '../../src/config/settle.ts';

function settled(raw: RawInputs, policy = DEFAULT_POLICY) {
  const parsed = parseInputs(raw, {});
  if (!parsed.ok) throw new Error(parsed.problems.join());
  return settle(parsed.inputs, policy);
}

test('every input has its place in the settings', () => {
  const raw = {
    change: 'a,b',
    task: '1.1',
    'lm-studio-url': 'http://one:1/v1, http://two:2/v1',
    'lm-studio-api-key': 'secret',
    'fallback-url': 'https://far.example/v1',
    'fallback-model': 'big',
    'fallback-api-key': 'sk-far',
    'control-dsn': 'off',
    'control-store-prompts': 'true',
    'stall-seconds': '1.5',
    order: 'frontier',
    'max-tasks': '7',
    'max-open-pulls': '8',
    'max-rounds': '9',
    candidates: '3',
    tests: 'require',
    'on-failure': 'report',
    base: 'trunk',
    'branch-prefix': 'bot/',
    labels: 'x, y',
    sandbox: 'bwrap',
    'timeout-minutes': '6',
    'dry-run': 'true',
  };
  expect(settled(raw)).toEqual({
    changes: ['a', 'b'],
    tasks: ['1.1'],
    model: {
      urls: ['http://one:1/v1', 'http://two:2/v1'],
      apiKey: 'secret',
      fallback: { url: 'https://far.example/v1', key: 'big', apiKey: 'sk-far' },
      stallSeconds: 1.5,
      temperature: 0.2,
      seed: 42,
    },
    control: { dsn: 'off', storePrompts: true },
    order: 'frontier',
    unit: 'task',
    maxTasks: 7,
    maxOpenPulls: 8,
    maxRounds: 9,
    candidates: 3,
    tests: 'require',
    onFailure: 'report',
    base: 'trunk',
    branchPrefix: 'bot/',
    labels: ['x', 'y'],
    sandbox: 'bwrap',
    timeoutMinutes: 6,
    dryRun: true,
    policy: DEFAULT_POLICY,
  });
});

test('what was not given is absent rather than undefined, and a label stands once', () => {
  const settings = settled({ labels: 'x,y,x' }, { ...DEFAULT_POLICY, labels: ['y', 'z'] });
  expect('base' in settings).toBe(false);
  expect('key' in settings.model).toBe(false);
  expect('apiKey' in settings.model).toBe(false);
  expect(settings.labels).toEqual(['x', 'y', 'z']);
});
