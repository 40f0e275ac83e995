import type { StatsFacts } from '../../src/core/metrics/stats.ts';
import type { JournalRow, JsonObject } from '../../src/ports/journal.ts';
import { weekOf } from './upstream-week.ts';

const HELD = { format: true, check: true, tests: true };
const RED = { format: true, check: false };

/** The row of a task that was worked on; completed in the first round where nothing else is said. */
export function someRow(result: JsonObject = {}, createdAt = new Date('2025-11-28T10:00:00Z')): JournalRow {
  return {
    tool: 'openspec_complete',
    args: { change: 'add', task: '1.1', kind: 'code', app: 'openspec-complete', run: '17' },
    result: {
      ...{ ok: true, outcome: 'completed', model: 'qwen3-coder-30b', rounds: 1, calls: 1 },
      ...{ tokens_prompt: 1000, tokens_completion: 200, seconds: 60 },
      ...{ gates: HELD, first_round_gates: HELD, repairs_without_model: 0 },
      ...{ new_warnings: 0, unsafe_added: 0, lines_added: 20, lines_removed: 4 },
      ...result,
    },
    violations: [],
    createdAt,
  };
}

/** A week of five tasks: three completed (one in the third round), one failed, one blocked. */
export const SOME_ROWS: readonly JournalRow[] = [
  someRow(),
  someRow({ seconds: 120, repairs_without_model: 3, unsafe_added: 1 }),
  someRow({
    rounds: 3,
    calls: 3,
    seconds: 240,
    first_round_gates: RED,
    new_warnings: 2,
    model: 'gpt-oss-20b',
  }),
  someRow({ ok: false, outcome: 'failed', rounds: 4, calls: 4, gates: RED, first_round_gates: RED }),
  someRow({
    ok: false,
    outcome: 'blocked',
    rounds: 0,
    calls: 0,
    gates: {},
    tokens_prompt: 0,
    tokens_completion: 0,
  }),
];

/** Calls of that week. */
export const SOME_MODELS = [
  {
    model: 'gpt-oss-20b',
    calls: 3,
    successful: 3,
    tokensPrompt: 1000,
    tokensCompletion: 200,
    latency: { p50: 900, p90: 1800, p99: 2000 },
  },
  {
    model: 'qwen3-coder-30b',
    calls: 7,
    successful: 6,
    tokensPrompt: 3000,
    tokensCompletion: 600,
    latency: { p50: 2500, p90: 8000, p99: 12_500 },
    tokensPerSecond: 31.25,
  },
];

export const SOME_CALLS: StatsFacts['calls'] = {
  kind: 'known',
  facts: weekOf(10, 1, { fellBack: 2, byRemote: 0 }),
};
