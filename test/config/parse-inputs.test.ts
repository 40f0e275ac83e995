import { describe, expect, test } from 'vitest';
import { parseInputs } from '../../src/config/parse-inputs.ts';

describe('inputs', () => {
  test('nothing given is every default of the contract', () => {
    const parsed = parseInputs({}, {});
    expect(parsed).toMatchObject({
      ok: true,
      inputs: {
        mode: 'auto',
        lm: { urls: ['http://localhost:1234/v1'], control: { dsn: '', storePrompts: false } },
        order: 'stacked',
        'max-tasks': 5,
        'max-open-pulls': 10,
        'max-rounds': 4,
        'on-failure': 'draft',
        'branch-prefix': 'openspec/',
        labels: ['openspec-complete'],
        sandbox: 'auto',
        'timeout-minutes': 120,
        'stall-seconds': 600,
        'dry-run': false,
      },
    });
  });

  test('an empty input falls back to the environment, the first name wins', () => {
    const env = {
      LM_STUDIO_URL: 'http://10.0.0.2:1234/v1',
      LM_STUDIO_BASE_URL: 'http://other/v1',
      LM_STUDIO_MODEL: 'qwen',
    };
    const parsed = parseInputs({ 'lm-studio-url': '  ', 'lm-studio-model': 'given' }, env);
    expect(parsed).toMatchObject({
      inputs: { lm: { urls: ['http://10.0.0.2:1234/v1'], key: 'given' } },
    });
  });

  test('an OpenAI key in the environment is never read', () => {
    const parsed = parseInputs(
      {},
      { OPENAI_API_KEY: 'sk-secret', OPENAI_BASE_URL: 'https://api.example/v1' },
    );
    expect(JSON.stringify(parsed)).not.toContain('sk-secret');
    expect(JSON.stringify(parsed)).not.toContain('api.example');
  });

  test('lists are split at commas and newlines', () => {
    expect(parseInputs({ task: '1.1, 1.2\n2.1\n' }, {})).toMatchObject({
      inputs: { task: ['1.1', '1.2', '2.1'] },
    });
  });

  test('all mistakes are reported together, each naming its input and the value', () => {
    const parsed = parseInputs(
      {
        'max-tasks': 'many',
        order: 'sideways',
        sandbox: 'docker',
        'dry-run': 'yes',
        'lm-studio-url': 'localhost',
      },
      {},
    );
    expect(parsed).toEqual({
      ok: false,
      problems: [
        'lm-studio-url must be an http(s) address (it is "localhost")',
        'order must be one of stacked, frontier, independent (it is "sideways")',
        'max-tasks must be a whole number (it is "many")',
        'sandbox must be one of auto, bwrap, off (it is "docker")',
        'dry-run must be one of true, false (it is "yes")',
      ],
    });
  });

  test.each([
    [{}, {}],
    [{ shard: '2/3' }, { shard: { part: 2, of: 3 } }],
    [{ shard: '3', mode: 'plan' }, { parts: 3 }],
  ])('the shard of %j is %j', (raw, shard) => {
    const parsed = parseInputs(raw, {});
    expect(parsed.ok && parsed.inputs.shard).toEqual(shard);
  });

  test.each([
    { shard: '0/3' },
    { shard: '4/3' },
    { shard: '1/257' },
    { shard: '1/3/5' },
    { shard: '-1/3' },
    { shard: '1 / 3' },
    { shard: '3' },
    { shard: '1/3', mode: 'plan' },
    { shard: '0', mode: 'plan' },
  ])('%j is refused', (raw) => {
    const parsed = parseInputs(raw, {});
    expect(parsed.ok ? [] : parsed.problems).toEqual([expect.stringMatching(/^shard must be /)]);
  });

  test('a secret never appears in a complaint', () => {
    const parsed = parseInputs(
      { 'fallback-url': 'x', 'fallback-api-key': 'sk-verysecret', 'lm-studio-url': 'nope' },
      {},
    );
    expect(JSON.stringify(parsed)).not.toContain('verysecret');
  });

  test.each(['/etc/passwd', '../outside.yml', 'a/../../b.yml'])(
    'a policy file outside the repository is refused: %s',
    (config) => {
      expect(parseInputs({ config }, {}).ok).toBe(false);
    },
  );
});
