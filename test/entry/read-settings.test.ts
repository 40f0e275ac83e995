import { describe, expect, test } from 'vitest';
import type { RawInputs } from '../../src/config/parse-inputs.ts';
import { type Environment, secretsOf } from '../../src/entry/environment.ts';
import { folderFiles } from '../../src/entry/folder-files.ts';
import { readSettings } from '../../src/entry/read-settings.ts';
import { TemporaryFolder } from '../support/temporary-folder.ts';

const POLICY = '.github/openspec-complete.yml';

async function settingsWith(files: Record<string, string>, raw: RawInputs = {}, env: Environment = {}) {
  using folder = new TemporaryFolder();
  folder.write(files);
  return await readSettings({ raw, env, repository: folderFiles(folder.path), commit: 'HEAD' });
}

describe('settings', () => {
  test('without a policy file every default holds, and nobody can change them later', async () => {
    const settings = await settingsWith({});
    expect(settings).toMatchObject({
      order: 'stacked',
      maxTasks: 5,
      labels: ['openspec-complete'],
      policy: { skip: [] },
    });
    expect(Object.isFrozen(settings)).toBe(true);
  });

  test('join inputs, environment and policy file', async () => {
    const policy = 'labels: [rust, openspec-complete]\nskip: ["*benchmark*"]\nmodels: [qwen, gpt]\n';
    const settings = await settingsWith(
      { [POLICY]: policy },
      { 'max-tasks': '2' },
      { LM_STUDIO_API_KEY: 'key' },
    );
    expect(settings).toMatchObject({
      maxTasks: 2,
      labels: ['openspec-complete', 'rust'],
      model: { key: 'qwen', apiKey: 'key', urls: ['http://localhost:1234/v1'] },
      policy: { skip: ['*benchmark*'] },
    });
  });

  test('a model that is named comes before the models of the policy', async () => {
    const files = { [POLICY]: 'models: [qwen]\n' };
    expect((await settingsWith(files, { 'lm-studio-model': 'gpt' })).model.key).toBe('gpt');
    expect((await settingsWith(files, {}, { LM_STUDIO_MODEL: 'phi' })).model.key).toBe('phi');
    expect((await settingsWith({})).model).not.toHaveProperty('key');
  });

  test('another policy file can be named', async () => {
    const settings = await settingsWith(
      { 'ci/policy.yml': 'rules: Be brief.\n' },
      { config: ' ci/policy.yml ' },
    );
    expect(settings.policy.rules).toBe('Be brief.');
  });
});

describe('mistakes', () => {
  test('of inputs and policy file come together, as one fault that ends with 2', async () => {
    const wrong = settingsWith(
      { [POLICY]: 'skp: []\nrules: 7\n' },
      { order: 'sideways', 'dry-run': 'maybe' },
    );
    await expect(wrong).rejects.toMatchObject({ code: 'bad-settings', exit: 2 });
    const { at } = await wrong.catch((fault) => fault);
    expect(at.split('; ')).toHaveLength(4);
    expect(at).toContain('order must be one of stacked, frontier, independent (it is "sideways")');
    expect(at).toContain(`${POLICY}:1: unknown key "skp", did you mean "skip"?`);
    expect(at).toContain(`${POLICY}:2: rules`);
  });

  test('a policy file that is named and not there is one of them, the usual one may be absent', async () => {
    await expect(settingsWith({}, { config: 'ci/policy.yml' })).rejects.toThrow('config names ci/policy.yml');
    await expect(settingsWith({}, { config: POLICY })).resolves.toBeDefined();
  });

  test('a policy file outside the repository is never read', async () => {
    for (const config of ['/etc/hostname', '../policy.yml', 'a/../../policy.yml'])
      await expect(settingsWith({}, { config })).rejects.toThrow(
        'config must be a path inside the repository',
      );
  });
});

test('secrets are those of the environment and of options, short words are none', () => {
  const env = { GITHUB_TOKEN: 'from-env', LM_STUDIO_API_KEY: 'abc', PATH: '/usr/bin' };
  expect(
    secretsOf(env, { token: 'as-option', 'lm-studio-api-key': 'key-option', change: 'visible' }),
  ).toEqual(['from-env', 'as-option', 'key-option']);
});

test('secrets of other programs are told by the name of their variable, passwords by the URL they stand in', () => {
  const env = {
    CARGO_REGISTRY_TOKEN: 'cio-of-the-owner',
    CARGO_REGISTRIES_INNER_TOKEN: 'of-another-registry',
    AWS_SECRET_ACCESS_KEY: 'of-the-cloud',
    ACTIONS_RESULTS_TOKEN: 'of-the-runner',
    PGPASSWORD: 'of-postgres',
    HTTPS_PROXY: 'http://ada:pass%2Fword@proxy.example:3128',
    'INPUT_CONTROL-DSN': 'postgres://app:p@ss/word@db/journal',
    PUBLISH_TOKEN: 'true',
    TOKEN_LIMIT: '123456789',
    DEPLOY_TOKEN: '/run/secrets/deploy',
    GREETING: 'hello everybody',
  };
  expect(secretsOf(env).toSorted()).toEqual(
    [
      ...['cio-of-the-owner', 'of-another-registry', 'of-the-cloud', 'of-the-runner', 'of-postgres'],
      ...['pass%2Fword', 'pass/word', 'postgres://app:p@ss/word@db/journal', 'p@ss/word'],
    ].toSorted(),
  );
});
