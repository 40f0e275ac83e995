import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CliWorld, createCliWorld } from '../support/cli-world.ts';
import { PostgresServer } from '../support/postgres-server.ts';

let world: CliWorld;
let server: PostgresServer;
beforeAll(async () => {
  [world, server] = await Promise.all([createCliWorld(), PostgresServer.start()]);
});
afterAll(() => Promise.all([world[Symbol.asyncDispose](), server[Symbol.asyncDispose]()]));

const dbInit = (dsn: string, ...args: string[]) =>
  world.cli(['db', 'init', ...args], { cwd: world.elsewhere, env: { GEMATRIA_DSN: dsn } });

test('a database is set up outside of any repository, and a second time nothing is missing', async () => {
  const first = await dbInit(server.dsn);
  expect(first.code).toBe(0);
  expect(first.stdout).toContain('created  table control.agent_run\n');
  expect(first.stdout).toMatch(/The control plane at 127\.0\.0\.1:\d+\/postgres is set up\.$/);
  const second = await dbInit(server.dsn, '--json');
  expect(JSON.parse(second.stdout)).toEqual({
    store: 'postgres',
    at: `127.0.0.1:${server.port}/postgres`,
    created: [],
    there: expect.arrayContaining(['schema control', 'table control.agent_run']),
    differs: [],
  });
  expect(second.code).toBe(0);
});

test('columns that differ are told in one sentence', async () => {
  await server.run('alter table control.lm_usage_budget drop column max_tokens');
  const { code, stdout } = await dbInit(server.dsn);
  expect(code).toBe(0);
  expect(stdout).toContain(
    'Left alone, but not as the journal expects it: column control.lm_usage_budget.max_tokens is missing (expected integer).',
  );
});

test('without a DSN it is the embedded store in the state folder', async () => {
  const { code, stdout } = await dbInit('', '--json');
  expect(code).toBe(0);
  const file = join(world.project.folder, 'state', 'openspec-complete', 'journal.sqlite');
  expect(JSON.parse(stdout)).toEqual({ store: 'sqlite', at: file, created: [file], there: [], differs: [] });
});

test.each([
  ['off', 'control-dsn is off'],
  ['postgres://ann:hunter2@127.0.0.1:1/x', 'cannot be reached'],
  ['postgres://ann:hunter2@@/x', 'no usable PostgreSQL address'],
  ['mysql://ann:hunter2@db/x', 'control-dsn must be'],
])('%s ends with 2 and one sentence that shows no password', async (dsn, words) => {
  const { code, stdout, stderr } = await dbInit(dsn);
  expect(code).toBe(2);
  expect(stdout).toBe('');
  expect(stderr).toContain(words);
  expect(stderr).not.toContain('hunter2');
  expect(stderr.trimEnd().split('\n')).toHaveLength(1);
});
