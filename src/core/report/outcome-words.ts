import type { Outcome } from './outcome.ts';

/** How a task ended, in words that are the same everywhere; plain text, `reason` foreign and unescaped. */
export interface OutcomeWords {
  readonly sign: '✅' | '❌' | '⏸️' | '➖';
  readonly word: string;
  readonly reason: string;
}

const STATUS_WORDS = {
  opened: 'opened',
  updated: 'updated',
  unchanged: 'unchanged',
  'would-open': 'dry run: not written',
};

/** The words for an outcome. */
export function outcomeWords(outcome: Outcome): OutcomeWords {
  switch (outcome.kind) {
    case 'completed': {
      const status = outcome.pull.setting === undefined ? STATUS_WORDS[outcome.status] : 'branch pushed';
      return { sign: '✅', word: 'completed', reason: outcome.note ? `${status}; ${outcome.note}` : status };
    }
    case 'failed':
      return { sign: '❌', word: 'failed', reason: outcome.reason };
    case 'blocked':
      return { sign: '⏸️', word: 'blocked', reason: `${outcome.by}: ${outcome.reason}` };
    case 'skipped':
      return { sign: '➖', word: 'skipped', reason: `${outcome.why}: ${outcome.reason}` };
  }
}
