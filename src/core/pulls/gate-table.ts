import type { GateName, GateResult } from '../verdicts/gate.ts';
import { cutEnd } from './cut-text.ts';
import { escapeMarkdown } from './escape-markdown.ts';
import { seconds } from './seconds.ts';
import { tableRow } from './table-row.ts';

const SHOWN: Record<GateName, string> = {
  format: '`rustfmt`',
  shaders: 'WGSL shaders',
  check: '`cargo check`',
  compiled: 'Every changed file is compiled',
  placeholders: 'No placeholder code',
  'tests-kept': 'No test removed or ignored',
  signatures: 'Functions as the task writes them',
  clippy: '`clippy`',
  tests: '`cargo test`',
  'scenario-tests': 'Tests from the scenarios, written first',
  validate: 'The repository’s own checks',
};
const RESULTS: Record<GateResult['result'], string> = {
  passed: '✅ passed',
  failed: '❌ failed',
  skipped: '➖ skipped',
};
const LONGEST_SUMMARY = 200;

/** What the gates found, as a GFM table. */
export function gateTable(gates: readonly GateResult[]): string {
  return [
    '| Gate | Result | Finding | Time |',
    '| :-- | :-- | :-- | --: |',
    ...gates.map(({ gate, result, summary, milliseconds }) =>
      tableRow([
        SHOWN[gate],
        RESULTS[result],
        escapeMarkdown(cutEnd(summary, LONGEST_SUMMARY)),
        result === 'skipped' ? '' : seconds(milliseconds),
      ]),
    ),
  ].join('\n');
}
