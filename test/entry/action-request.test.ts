import { describe, expect, test } from 'vitest';
import { parseInputs } from '../../src/config/parse-inputs.ts';
import { readActionRequest } from '../../src/entry/action-request.ts';
import { TemporaryFolder } from '../support/temporary-folder.ts';

const read = (env: Readonly<Record<string, string>>) => readActionRequest(env, '/checkout');

describe('inputs', () => {
  test('come from INPUT_ variables, hyphens kept', async () => {
    const { raw } = await read({ 'INPUT_MAX-TASKS': '3', INPUT_CHANGE: 'a\nb', INPUT_MAX_TASKS: '9' });
    expect(raw).toMatchObject({ 'max-tasks': '3', change: 'a\nb', task: undefined });
  });

  test('a default that the runner filled in does not hide the environment variable behind it', async () => {
    const env = { 'INPUT_LM-STUDIO-URL': 'http://localhost:1234/v1', LM_STUDIO_URL: 'http://gpu:1234/v1' };
    const { raw } = await read(env);
    expect(parseInputs(raw, env)).toMatchObject({ inputs: { lm: { urls: ['http://gpu:1234/v1'] } } });
  });

  test('what the workflow sets itself comes before the environment variable', async () => {
    const env = { 'INPUT_LM-STUDIO-URL': ' http://desk:1234/v1 ', LM_STUDIO_URL: 'http://gpu:1234/v1' };
    const { raw } = await read(env);
    expect(parseInputs(raw, env)).toMatchObject({ inputs: { lm: { urls: ['http://desk:1234/v1'] } } });
  });

  test('without either the default holds', async () => {
    const { raw } = await read({ 'INPUT_LM-STUDIO-URL': 'http://localhost:1234/v1' });
    expect(parseInputs(raw, {})).toMatchObject({ inputs: { lm: { urls: ['http://localhost:1234/v1'] } } });
  });

  test('the token is the input, else GITHUB_TOKEN, else none', async () => {
    expect((await read({ INPUT_TOKEN: ' one ', GITHUB_TOKEN: 'two' })).token).toBe('one');
    expect((await read({ INPUT_TOKEN: ' ', GITHUB_TOKEN: 'two' })).token).toBe('two');
    expect((await read({ INPUT_TOKEN: '', GITHUB_TOKEN: '' })).token).toBeUndefined();
  });
});

describe('event', () => {
  test('name, payload, default branch and workspace come from the runner', async () => {
    using folder = new TemporaryFolder();
    const payload = { repository: { default_branch: 'trunk' }, inputs: { change: 'x' } };
    folder.write({ 'event.json': JSON.stringify(payload) });
    const request = await read({
      GITHUB_EVENT_NAME: 'workflow_dispatch',
      GITHUB_EVENT_PATH: `${folder.path}/event.json`,
      GITHUB_WORKSPACE: '/w',
    });
    expect(request).toMatchObject({
      eventName: 'workflow_dispatch',
      payload,
      defaultBranch: 'trunk',
      workspace: '/w',
    });
  });

  test('without a runner it is no event, in the current folder', async () => {
    const { eventName, payload, defaultBranch, workspace } = await read({});
    expect({ eventName, payload, defaultBranch, workspace }).toEqual({
      eventName: '',
      payload: {},
      defaultBranch: undefined,
      workspace: '/checkout',
    });
  });

  test.each([
    'null',
    '[]',
    '"text"',
    '{"repository":null}',
    '{"repository":{"default_branch":7}}',
    '{"repository":{"default_branch":""}}',
  ])('a payload of %s has no default branch and breaks nothing', async (text) => {
    using folder = new TemporaryFolder();
    folder.write({ 'event.json': text });
    const request = await read({ GITHUB_EVENT_PATH: `${folder.path}/event.json` });
    expect(request.defaultBranch).toBeUndefined();
  });

  test('an event file that is missing or broken is a settings fault that names it', async () => {
    using folder = new TemporaryFolder();
    folder.write({ 'broken.json': '{' });
    for (const name of ['missing.json', 'broken.json'])
      await expect(read({ GITHUB_EVENT_PATH: `${folder.path}/${name}` })).rejects.toMatchObject({
        code: 'bad-settings',
        exit: 2,
        message: expect.stringContaining(`${name}, which is not a readable JSON file`),
      });
  });
});
