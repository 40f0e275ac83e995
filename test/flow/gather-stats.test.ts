import { expect, test } from 'vitest';
import { Fault } from '../../src/core/fault.ts';
import type { Stats } from '../../src/core/metrics/stats.ts';
import { statsTable } from '../../src/core/metrics/stats-table.ts';
import { weekSection } from '../../src/core/metrics/week-section.ts';
import { gatherStats } from '../../src/flow/gather-stats.ts';
import type { JournalRow, JsonObject } from '../../src/ports/journal.ts';
import { FakeJournalReader, type JournalContent } from '../fakes/fake-journal-reader.ts';
import { renderMarkdown, tagsOf } from '../support/render-markdown.ts';
import { SOME_MODELS, SOME_ROWS, someRow } from '../support/some-week.ts';
import { UPSTREAM_NOW, weekOf } from '../support/upstream-week.ts';

const WEEK = { now: UPSTREAM_NOW, days: 7 };
const CONTENT: JournalContent = {
  calls: weekOf(10, 1, { fellBack: 2 }),
  models: SOME_MODELS,
  outcomes: SOME_ROWS,
};

async function statsOf(content: JournalContent): Promise<Stats> {
  return (await gatherStats(async () => new FakeJournalReader(content), WEEK)).stats;
}

test('tasks, rounds, gates, repairs and quality of a week', async () => {
  const { tasks, rounds, gates, repairs, quality } = await statsOf(CONTENT);
  expect(tasks).toEqual({
    ...{ completed: 3, failed: 1, blocked: 1, completion_rate: 0.75 },
    ...{ tokens_prompt: 4000, tokens_completion: 800, tokens_per_completed_task: 1600 },
    seconds: { p50: 120, p90: 240, p99: 240 },
  });
  expect(rounds).toEqual([
    { round: 1, reached: 4, completed: 2, success_rate: 0.5, completed_so_far_rate: 0.5 },
    { round: 2, reached: 2, completed: 0, success_rate: 0, completed_so_far_rate: 0.5 },
    { round: 3, reached: 2, completed: 1, success_rate: 0.5, completed_so_far_rate: 0.75 },
    { round: 4, reached: 1, completed: 0, success_rate: 0, completed_so_far_rate: 0.75 },
  ]);
  expect(gates.find(({ gate }) => gate === 'check')).toEqual({
    gate: 'check',
    ...{ passed: 3, failed: 1, pass_rate: 0.75 },
    ...{ first_round_passed: 3, first_round_failed: 2, first_round_pass_rate: 0.6 },
  });
  expect(gates.map(({ gate }) => gate)).toEqual(['format', 'check', 'tests']);
  expect(repairs).toEqual({ without_model: 3, by_model: 5, share_without_model: 0.375 });
  expect(quality).toEqual({
    ...{ new_warnings: 2, unsafe_added: 1, lines_added: 60, lines_removed: 12, lines_per_completed_task: 24 },
  });
});

test('FoundryTasks are counted on their own, and change no number of the others', async () => {
  const foundry = (result: JsonObject): JournalRow => ({
    ...someRow({ rounds: 0, calls: 0, gates: {}, ...result }),
    args: { change: 'foundry', task: 'ls', kind: 'foundry', type: 'convert_binary' },
  });
  const folded = foundry({ seconds: 2 });
  const failed = foundry({ ok: false, outcome: 'failed' });
  const {
    foundry: counted,
    generated_at: _,
    ...others
  } = await statsOf({
    ...CONTENT,
    outcomes: [...SOME_ROWS, folded, failed],
  });
  expect(counted).toEqual({
    ...{ completed: 1, failed: 1, completion_rate: 0.5 },
    seconds: { p50: 2, p90: 2, p99: 2 },
  });
  expect(others).toEqual(expect.objectContaining(before(await statsOf(CONTENT))));
});

function before({ foundry: _, generated_at: __, ...others }: Stats) {
  return others;
}

test('a model is told by the tasks it wrote and by the calls to it', async () => {
  const { models } = await statsOf({
    ...CONTENT,
    outcomes: [...SOME_ROWS, someRow({ model: 'never-called' })],
  });
  expect(models.map(({ model }) => model)).toEqual(['qwen3-coder-30b', 'gpt-oss-20b', 'never-called']);
  expect(models[0]).toEqual({
    model: 'qwen3-coder-30b',
    ...{ completed: 2, failed: 1, completion_rate: 2 / 3, first_round_rate: 2 / 3 },
    ...{ calls: 7, failed_calls: 1, tokens_prompt: 3000, tokens_completion: 600 },
    latency_ms: { p50: 2500, p90: 8000, p99: 12_500 },
    tokens_per_second: 31.25,
  });
  expect(models[2]).toMatchObject({
    calls: 0,
    latency_ms: null,
    tokens_per_second: null,
    completion_rate: 1,
  });
});

test('a week reads', async () => {
  expect(statsTable(await statsOf(CONTENT))).toMatchInlineSnapshot(`
    "The last 7 days, since 2025-11-23

    Tasks
      completed                  3 of 4 (75 %)
      blocked                    1
      time of a completed one    120 s median, 240 s at most for 90 %
      tokens                     4000 read, 800 written
      tokens per completed one   1600
      repairs without the model  3 of 8 (37.5 %)
      lines per completed one    24
      new warnings               2
      unsafe added               1

    By round
      round  reached  completed  of those  so far
      1      4        2          50 %      50 %
      2      2        0          0 %       50 %
      3      2        1          50 %      75 %
      4      1        0          0 %       75 %

    Gates
      gate    held   in the first round
      format  100 %  100 %
      check   75 %   60 %
      tests   100 %  100 %

    Models
      model            completed  first round  calls  failed  p50    p90    p99     tokens/s
      qwen3-coder-30b  66.7 %     66.7 %       7      1       2.5 s  8.0 s  12.5 s  31.3
      gpt-oss-20b      100 %      0 %          3      0       0.9 s  1.8 s  2.0 s   –

    Model calls
      healthy: 10 calls in 7 days, 10 % failed, most often model-unreachable
      100 % answered by LM Studio, 20 % fell back
    "
  `);
});

test('a week reads in a job summary', async () => {
  expect(weekSection(await statsOf(CONTENT))).toMatchInlineSnapshot(`
    "### This week

    |  |  |
    | :-- | --: |
    | Tasks completed | 3 of 4 (75 %) |
    | … in the first round | 50 % |
    | Check, tests held in the first round | 60 %, 100 % |
    | Repaired without the model | 37.5 % |
    | Tokens per completed task | 1600 |
    | Model calls | 10, 10 % failed, most often \`model-unreachable\` |"
  `);
});

test('a week of nothing says so at the terminal and nothing in a summary', async () => {
  const stats = await statsOf({});
  expect(statsTable(stats)).toMatchInlineSnapshot(`
    "The last 7 days, since 2025-11-23

    Tasks
      none were worked on

    Model calls
      offline: no calls in 7 days
    "
  `);
  expect(weekSection(stats)).toBeUndefined();
});

test('hostile rows add no row, tag or escape', async () => {
  const name = '|<img src=x>\u001b[2J`@acme`\n- [ ] #1';
  const stats = await statsOf({
    calls: weekOf(10, 5, { troubles: { [name]: 5 } }),
    outcomes: [
      ...SOME_ROWS,
      someRow({ model: name, rounds: 1e9, gates: { [name]: false }, seconds: 'long' }),
    ],
  });
  expect(stats.rounds.length).toBeLessThanOrEqual(100);
  const tags = tagsOf(renderMarkdown(weekSection(stats) ?? ''));
  expect(tags.filter((tag) => tag === 'td')).toHaveLength(12);
  expect(tags).not.toContain('img');
  expect(statsTable(stats)).not.toContain('\u001b');
});

test('an older row is not of the week, and a row of another program is passed over', async () => {
  const old = someRow({}, new Date('2025-11-20T00:00:00Z'));
  const other = { ...someRow(), result: { por_ok: true } };
  const { tasks } = await statsOf({ outcomes: [old, other, someRow()] });
  expect(tasks.completed).toBe(1);
});

test('a journal that cannot be read, or is not there, gives numbers that say so', async () => {
  const fault = new Fault('path-unusable', '/x');
  const told = await gatherStats(async () => new FakeJournalReader({ faults: { models: fault } }), WEEK);
  expect(told).toMatchObject({ fault, stats: { db_off: true, error: 'path-unusable' } });
  const off = await gatherStats(async () => undefined, WEEK);
  expect(off.fault).toBeUndefined();
  expect(off.stats).toMatchObject({
    ...{ version: 1, db_off: true, error: 'no-journal', rounds: [], gates: [], models: [] },
    tasks: { completed: 0, completion_rate: null, seconds: { p50: null } },
    indicator: { status: 'offline', reason: 'db_off' },
  });
  expect(weekSection(off.stats)).toBeUndefined();
});
