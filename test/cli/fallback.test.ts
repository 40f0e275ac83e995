import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { scriptedReply } from '../../demo/scripted-model.ts';
import { LmStudio } from '../fakes/lm-studio/lm-studio.ts';
import { type CliWorld, createCliWorld } from '../support/cli-world.ts';

const NOBODY = 'http://127.0.0.1:1/v1';
const KEY = 'sk-far-away-0123456789';
const TASK = ['--change', 'format-durations', '--task', '1.2', '--tests', 'off'];

let far: LmStudio;
let world: CliWorld;
beforeAll(async () => {
  far = await LmStudio.start({
    ...{ kind: 'openai', auth: KEY, models: [{ key: 'vendor/big' }] },
    respond: scriptedReply,
  });
  world = await createCliWorld({ LM_STUDIO_URL: NOBODY, FALLBACK_API_KEY: KEY });
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
  await far[Symbol.asyncDispose]();
});

const fallback = () => [
  '--fallback-url',
  far.url,
  '--fallback-model',
  'vendor/big',
  '--fallback-api-key',
  KEY,
];

/** All text a run left behind. */
async function everything(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && /\.(md|json)$/.test(entry.name));
  return (await Promise.all(files.map((file) => readFile(join(file.parentPath, file.name), 'utf8')))).join(
    '\n',
  );
}

test('without LM Studio a configured fallback does the task, and everybody is told', async () => {
  const out = join(world.elsewhere, 'pulls');
  const report = join(world.elsewhere, 'report.json');
  const args = ['run', ...TASK, ...fallback(), '--out', out, '--report', report];
  const { code, stdout, stderr } = await world.cli(args);
  expect(code).toBe(0);
  expect(stderr).toContain(
    `warning: the remote fallback vendor/big at ${far.url} is asked: No model server answers`,
  );
  const pull = await everything(out);
  expect(pull).toContain(
    'The remote fallback answered 1 of 1 round, because no LM Studio endpoint was usable.',
  );
  expect(pull).toContain('| Endpoint | Remote fallback |');
  expect(pull).toContain('| Model | `vendor/big` |');
  expect(JSON.parse(await readFile(report, 'utf8')).tasks[0].attempts[0]).toMatchObject({
    ...{ backend: 'remote', model: 'vendor/big' },
  });
  const paths = far.requests.map(({ method, path }) => `${method} ${path}`);
  expect(new Set(paths)).toEqual(new Set(['GET /v1/models', 'POST /v1/chat/completions']));
  expect([stdout, stderr, pull, await everything(world.elsewhere)].join('\n')).not.toContain(KEY);
});

test('without a fallback LM Studio that is switched off is a clear fault, and nothing is asked', async () => {
  const { code, stderr } = await world.cli(['run', ...TASK], { env: { LM_STUDIO_ENABLED: 'false' } });
  expect(code).toBe(3);
  expect(stderr.split('\n').at(-1)).toBe(
    'openspec-complete: LM Studio is switched off (LM_STUDIO_ENABLED is off) and no fallback is set. Unset LM_STUDIO_ENABLED, or set fallback-url and fallback-model.',
  );
});

test('half a fallback is a mistake in the settings', async () => {
  const { code, stderr } = await world.cli(['run', ...TASK, '--fallback-url', far.url]);
  expect(code).toBe(2);
  expect(stderr).toContain('fallback-model must be set beside fallback-url');
});
