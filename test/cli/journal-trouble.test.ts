import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { scriptedReply } from '../../demo/scripted-model.ts';
import { createSchema } from '../../src/adapters/journal/postgres/create-schema.ts';
import { LmStudio } from '../fakes/lm-studio/lm-studio.ts';
import { type CliWorld, createCliWorld } from '../support/cli-world.ts';
import { PostgresServer } from '../support/postgres-server.ts';
import { TemporaryFolder } from '../support/temporary-folder.ts';

/** Clones of one remote share their slots; nobody asks it anything. */
const ORIGIN = 'https://git.example.invalid/ada/timer.git';
const RUN = ['run', '--change', 'format-durations', '--tests', 'off', '--dry-run', '--task'];
const NOTICE = /^warning: recording to the control plane ends here, the run goes on: .*\.$/gm;

/** Kept warm between the tests. */
const state = new TemporaryFolder();
let studio: LmStudio;
let server: PostgresServer;
let world: CliWorld;
/** Called for each question before it is answered. */
let onQuestion: (number: number) => Promise<void>;
beforeAll(async () => {
  [studio, server] = await Promise.all([
    LmStudio.start({
      models: [{ key: 'demo/patient', loaded: { contextLength: 16_384 } }],
      respond: async (request) => {
        await onQuestion(studio.chats.length);
        return scriptedReply(request);
      },
    }),
    PostgresServer.start(),
  ]);
  await createSchema(server.address);
  await server.run(`
    create role still login password 'still';
    grant usage on schema control to still;
    grant all on all tables in schema control to still;
    alter role still set default_transaction_read_only = on`);
  for (const database of ['empty', 'other']) await server.run(`create database ${database}`);
  await createSchema({ ...server.address, database: 'other' });
  const other = await server.connect('other');
  await other.query('alter table control.agent_run rename column result_json to outcome');
  await other.close();
});
afterAll(async () => {
  await Promise.all([studio[Symbol.asyncDispose](), server[Symbol.asyncDispose]()]);
  state[Symbol.dispose]();
});
beforeEach(async () => {
  onQuestion = async () => undefined;
  world = await createCliWorld({ LM_STUDIO_URL: studio.url, XDG_STATE_HOME: state.path });
  await world.project.git('remote', 'add', 'origin', ORIGIN);
  return () => world[Symbol.asyncDispose]();
});

test.each<[string, () => string, RegExp]>([
  ['a wrong password', () => server.dsnFor('postgres', 'hunter2'), /refused: password authentication failed/],
  ['a database without the tables', () => server.dsn.replace(/\w+$/, 'empty'), /db init/],
  ['a table with other columns', () => server.dsn.replace(/\w+$/, 'other'), /result_json.*db init/],
  ['no server', () => 'postgres://ann:hunter2@127.0.0.1:1/x', /cannot be reached: ECONNREFUSED/],
])('%s: the run is done with one notice, and what reads says it in one sentence', async (_, dsn, words) => {
  const env = { GEMATRIA_DSN: dsn() };
  const run = await world.cli([...RUN, '1.2'], { env });
  expect({ code: run.code, stdout: run.stdout }).toEqual({
    code: 0,
    stdout: expect.stringContaining('1 completed'),
  });
  expect(run.stderr.match(NOTICE)).toEqual([expect.stringMatching(words)]);
  const stats = await world.cli(['stats'], { env });
  expect(stats).toEqual({ code: 0, stdout: expect.stringMatching(words), stderr: '' });
  expect(stats.stdout.trim().split('\n')).toHaveLength(1);
  const exported = await world.cli(['export', '--out', world.elsewhere], { env });
  expect(exported.stdout).toMatch(/^offline: nothing is known, the journal is off\n.*\.\nwrote /);
  const health = await world.cli(['health', 'db'], { env });
  expect(health.code).toBe(2);
  expect(health.stdout).toMatch(words);
  for (const { stdout, stderr } of [run, stats, exported, health])
    expect(stdout + stderr).not.toMatch(/hunter2|p@ss|p%40ss/);
});

test('a database that is read-only: the run is done with one notice, and it can be read', async () => {
  const env = { GEMATRIA_DSN: server.dsnFor('still', 'still') };
  const { code, stderr } = await world.cli([...RUN, '1.2'], { env });
  expect(code).toBe(0);
  expect(stderr.match(NOTICE)).toEqual([expect.stringContaining('read-only transaction')]);
  expect((await world.cli(['stats'], { env })).stdout).not.toContain('read-only');
  const health = await world.cli(['health', 'db'], { env });
  expect(health).toMatchObject({
    code: 2,
    stdout: expect.stringContaining('it can be read, but not written to'),
  });
});

test('a database that is killed between two calls: the run is done, with one notice', async () => {
  const first = studio.chats.length + 1;
  onQuestion = async (number) => {
    if (number !== first + 1) return;
    await expect
      .poll(async () => (await server.run('select count(*) from control.agent_run'))[0]?.count, {
        timeout: 20_000,
      })
      .not.toBe('0');
    await server.kill();
  };
  const { code, stdout, stderr } = await world.cli([...RUN, '1.1'], { env: { GEMATRIA_DSN: server.dsn } });
  await server.start();
  expect(studio.chats.length).toBe(first + 1);
  expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining('1 completed') });
  expect(stderr.match(/^warning: .*(control plane|journal).*$/gm)).toHaveLength(1);
  expect(await server.run('select distinct tool from control.agent_run')).toEqual([{ tool: 'lm_studio' }]);
});

test.each(['postgres://ann:hunter2@@/x', 'mysql://ann:hunter2@db/x', 'sqlite:'])(
  '%s is a mistake in the settings, told before any work',
  async (dsn) => {
    const { code, stdout, stderr } = await world.cli([...RUN, '1.2'], { env: { GEMATRIA_DSN: dsn } });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^openspec-complete: .*control-dsn .*\.$/);
    expect(stderr).not.toContain('hunter2');
  },
);
