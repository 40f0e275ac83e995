import { amount } from './amount.ts';
import type { GatesHeld, OutcomeRow } from './outcome-row.ts';

/** A row as it comes out of a store: anything may stand in it, other programs write there too. */
export interface StoredRow {
  readonly args?: unknown;
  readonly result: unknown;
}

/** The numbers of a row, for statistics. */
export type OutcomeFacts = Omit<OutcomeRow['result'], 'pull'> & {
  /** Of a FoundryTask, which no gate judges. */
  readonly isFoundry?: true;
};

const OUTCOMES = ['completed', 'failed', 'blocked'] as const;

/** The facts of a row; what is missing or of another type counts nothing, and a row without an outcome is undefined. */
export function readOutcomeRow({ args, result }: StoredRow): OutcomeFacts | undefined {
  if (!isRecord(result)) return undefined;
  const outcome = OUTCOMES.find((one) => one === result.outcome);
  if (outcome === undefined) return undefined;
  const number = (key: string) => {
    const value = result[key];
    return typeof value === 'number' ? amount(value) : 0;
  };
  const { model, first_round_gates: first } = result;
  return {
    ...(isRecord(args) && args.kind === 'foundry' ? { isFoundry: true } : {}),
    ok: outcome === 'completed',
    outcome,
    ...(typeof model === 'string' && model !== '' ? { model } : {}),
    rounds: Math.floor(number('rounds')),
    calls: number('calls'),
    tokens_prompt: number('tokens_prompt'),
    tokens_completion: number('tokens_completion'),
    seconds: number('seconds'),
    gates: gatesOf(result.gates),
    ...(isRecord(first) ? { first_round_gates: gatesOf(first) } : {}),
    repairs_without_model: number('repairs_without_model'),
    new_warnings: number('new_warnings'),
    unsafe_added: number('unsafe_added'),
    lines_added: number('lines_added'),
    lines_removed: number('lines_removed'),
  };
}

function gatesOf(value: unknown): GatesHeld {
  if (!isRecord(value)) return {};
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, boolean] => typeof entry[1] === 'boolean'),
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
