import { expect, test } from 'vitest';
import type { JournalRow } from '../../src/ports/journal.ts';
import { dashboardOf } from '../../src/viewer/dashboard-of.ts';

const WINDOW = { now: new Date('2026-11-20T12:00:00Z'), days: 7 };
const OFF = { kind: 'off', error: 'no-journal' } as const;

function row(result: JournalRow['result'], at: string): JournalRow {
  return {
    tool: 'openspec_complete',
    args: { change: 'add-x', task: '1.1' },
    result,
    violations: [],
    createdAt: new Date(at),
  };
}

test('a journal that is off gives an offline signal and empty tables', () => {
  const shown = dashboardOf({ calls: OFF, models: OFF, outcomes: OFF }, WINDOW);
  expect(shown).toMatchObject({
    indicator: { status: 'offline', reason: 'db_off' },
    days: [],
    models: [],
    runs: [],
  });
});

test('tasks come newest first, with what their rows say, and only web addresses are links', () => {
  const rows = [
    row(
      {
        outcome: 'completed',
        rounds: 2,
        seconds: 31.4,
        tokens_prompt: 10,
        tokens_completion: 5,
        pull: 'https://h/o/r/pull/1',
      },
      '2026-11-19T10:00:00Z',
    ),
    row({ outcome: 'failed', model: 'q\u001b[31mwen', pull: 'javascript:alert(1)' }, '2026-11-19T11:00:00Z'),
    row({ status: 'of another program' }, '2026-11-19T12:00:00Z'),
  ];
  const { runs } = dashboardOf({ calls: OFF, models: OFF, outcomes: { kind: 'known', facts: rows } }, WINDOW);
  expect(runs.map(({ outcome, pull }) => [outcome, pull])).toEqual([
    ['failed', undefined],
    ['completed', 'https://h/o/r/pull/1'],
  ]);
  expect(runs[0]?.model).not.toContain('\u001b');
  expect(runs[1]).toMatchObject({ tokens: 15, seconds: 31, rounds: 2, ok: true });
});

test('latency is the mean of a day', () => {
  const day = {
    date: '2026-11-19',
    calls: 4,
    successful: 3,
    failed: 1,
    tokensPrompt: 1,
    tokensCompletion: 1,
    latencyMilliseconds: 1000,
  };
  const calls = {
    kind: 'known',
    facts: {
      days: [day],
      byLmStudio: 3,
      byRemote: 0,
      fellBack: 0,
      budgetRefused: 0,
      troubles: { timeout: 1 },
      recent: [],
    },
  } as const;
  const shown = dashboardOf({ calls, models: OFF, outcomes: OFF }, WINDOW);
  expect(shown.days[0]?.latencyMilliseconds).toBe(250);
  expect(shown.indicator).toMatchObject({ status: 'degraded', top_error_reason: 'timeout' });
});
