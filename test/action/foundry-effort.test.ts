import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { execa } from 'execa';
import { afterEach, expect, test } from 'vitest';
import { ActionWorld } from '../support/action-world.ts';
import { runAction } from '../support/run-action.ts';

const CLI = join(import.meta.dirname, '..', '..', 'dist', 'cli.js');
const FOLDER = 'openspec/tasks/system_foundry';
const MODEL = 'qwen/qwen3-coder-30b';
const taskOf = (id: string) =>
  JSON.stringify({ task_id: id, type: 'convert_binary', source: 'src/lib.rs', destination: `${id}.brick` });
const META = JSON.stringify({
  ...{
    summary: 'A text.',
    kind: 'source-code',
    components: [],
    security: [],
    tags: ['text'],
    confidence: 0.9,
  },
  next_step: 'cat src/lib.rs',
});
/** Of a prompt; the answers are shorter. */
const PROMPT = 1_100;

let world: ActionWorld;
const start = async (files: Readonly<Record<string, string>> = {}, ids = ['a', 'b']) => {
  const tasks = ids.map((id) => [`${FOLDER}/${id}.task.json`, taskOf(id)]);
  world = await ActionWorld.start({
    files: { 'Cargo.toml': null, ...files, ...Object.fromEntries(tasks) },
    studio: {
      models: [{ key: MODEL, loaded: { contextLength: 16_384 } }],
      respond: ({ number }) => ({ text: number === 1 ? 'no JSON' : META, promptTokens: PROMPT }),
    },
  });
};
afterEach(() => world[Symbol.asyncDispose]());
const ROWS = [
  { ok: true, model: MODEL, calls: 2, rounds: 2, tokens_prompt: 2 * PROMPT },
  { ok: true, model: MODEL, calls: 1, rounds: 1, tokens_prompt: PROMPT },
];
function rows(): readonly unknown[] {
  using database = new DatabaseSync(join(world.state, 'openspec-complete', 'journal.sqlite'));
  const found = database
    .prepare("select result_json from agent_run where tool = 'openspec_complete' order by created_at")
    .all();
  return found.map(({ result_json }) => JSON.parse(String(result_json)));
}

const fold = () => runAction(world, { inputs: { mode: 'foundry' } });

test('what a model was asked about FoundryTasks is told in summary, report and journal', async () => {
  await start();
  const run = await fold();
  expect(world.studio.chats).toHaveLength(3);
  const [, rounds, tokens, seconds] =
    /\*\* · (\d+) rounds · (\d+) tokens · ([\d.]+) s · `qwen\/qwen3-coder-30b`/.exec(run.summary) ?? [];
  expect([Number(rounds), Number(seconds) > 0]).toEqual([3, true]);
  expect(Number(tokens)).toBeGreaterThan(3 * PROMPT);
  expect(run.summary).not.toContain('| 0.0 s |');
  expect(run.summary).toContain('| FoundryTasks completed | 2 of 2 (100 %) |');
  expect(run.summary).not.toContain('Tasks completed | 0 of 0');
  expect(run.report.model).toMatchObject({ key: MODEL, contextLoaded: 16_384 });
  expect(run.report.effort.modelMilliseconds).toBeGreaterThan(0);
  expect(run.report.tasks).toMatchObject([
    {
      attempts: [
        { round: 1, promptTokens: PROMPT, model: MODEL },
        { round: 2, reply: 'metadata' },
      ],
    },
    { attempts: [{ round: 1, reply: 'metadata' }] },
  ]);

  expect(rows()).toMatchObject(ROWS);
});

test('a local run leaves the same in the journal', async () => {
  await start();
  const env = {
    ...process.env,
    XDG_STATE_HOME: world.state,
    GEMATRIA_DSN: '',
    LM_STUDIO_URL: world.studio.url,
  };
  await execa(process.execPath, [CLI, 'foundry', 'run'], { cwd: world.checkout, env });
  expect(rows()).toMatchObject(ROWS);
});

test('the tokens of a task are those of one FoundryTask: what the first one took, the next one has', async () => {
  await start({ '.github/openspec-complete.yml': 'limits:\n  task-tokens: 1000\n' }, ['a', 'b', 'c']);
  await fold();
  const bodies = world.github.state.pulls.map(({ body }) => body);
  expect(bodies).toHaveLength(3);
  expect(bodies[0]).toContain('| Model | none, it is not analysed');
  for (const body of bodies.slice(1)) expect(body).toContain(`| Model | \`${MODEL}\` |`);
  expect(world.studio.chats).toHaveLength(3);
});
