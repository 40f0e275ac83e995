import type { Proof } from '../pulls/proof.ts';
import type { Outcome } from '../report/outcome.ts';
import { outcomeWords } from '../report/outcome-words.ts';
import { totalsOf } from '../report/totals.ts';
import { plainLine } from '../text/plain-line.ts';
import type { Attempt } from '../verdicts/attempt.ts';
import type { GateResult } from '../verdicts/gate.ts';

/** Whether each gate held; what was skipped is left out. */
export type GatesHeld = { readonly [gate: string]: boolean };

/**
 * `args_json`, `result_json` and `violations_json` of a row with `tool = 'openspec_complete'`. Optional keys are absent
 * where nothing is known.
 */
export type OutcomeRow = {
  readonly args: {
    readonly change: string;
    readonly task: string;
    readonly kind: string;
    /** Of a FoundryTask. */
    readonly type?: string;
    readonly app: 'openspec-complete';
    readonly run: string;
  };
  readonly result: {
    readonly ok: boolean;
    readonly outcome: 'completed' | 'failed' | 'blocked';
    /** Key of the model that wrote the work. */
    readonly model?: string;
    /** The round that held, else the last one; rounds of tests not counted, 0 when no model was asked. */
    readonly rounds: number;
    /** Questions to the model, those for tests and of other candidates included. */
    readonly calls: number;
    readonly tokens_prompt: number;
    readonly tokens_completion: number;
    readonly seconds: number;
    readonly gates: GatesHeld;
    /** Of the first answer that reached the gates in the first round. */
    readonly first_round_gates?: GatesHeld;
    readonly repairs_without_model: number;
    readonly new_warnings: number;
    readonly unsafe_added: number;
    readonly lines_added: number;
    readonly lines_removed: number;
    readonly pull?: string;
  };
  readonly violations: readonly { readonly type: string; readonly code: string; readonly reason: string }[];
};

/** What a row needs to know beside the outcome. */
export interface OutcomeAbout {
  /** Id of the run. */
  readonly run: string;
  readonly milliseconds: number;
  /** What a FoundryTask asks for. */
  readonly type?: string;
  /** Key of the model that a FoundryTask's analysis asked last. */
  readonly model?: string;
  /** Of the task, where it was judged. */
  readonly proof?: Proof;
}

const LONGEST_REASON = 500;

/**
 * The row for a task that was worked on. Undefined where nothing was tried (skipped, or its pull request already says
 * all): sweeps meet such tasks again and again, and they would drown the others.
 */
export function outcomeRow(outcome: Outcome, about: OutcomeAbout): OutcomeRow | undefined {
  if (outcome.kind === 'skipped') return undefined;
  if (outcome.kind === 'completed' && outcome.status === 'unchanged') return undefined;
  const { task } = outcome;
  return {
    args: {
      change: task.change,
      task: task.id,
      kind: task.kind,
      ...(about.type === undefined ? {} : { type: about.type }),
      app: 'openspec-complete',
      run: about.run,
    },
    result: resultOf(outcome, about),
    violations: violationsOf(outcome, about.proof),
  };
}

type Worked = Exclude<Outcome, { kind: 'skipped' }>;

function resultOf(
  outcome: Worked,
  { milliseconds, proof, model: asked }: OutcomeAbout,
): OutcomeRow['result'] {
  const attempts = outcome.kind === 'blocked' ? [] : outcome.attempts;
  const { promptTokens, completionTokens } = totalsOf([outcome]);
  const code = attempts.filter(({ purpose }) => purpose === undefined);
  const first = code.find(({ round, gates }) => round === 1 && gates.length > 0);
  const model = proof && proof.model.key !== 'none' ? proof.model.key : asked;
  const pull = outcome.kind === 'blocked' ? undefined : outcome.pull;
  return {
    ok: outcome.kind === 'completed',
    outcome: outcome.kind,
    ...(model === undefined ? {} : { model }),
    rounds: roundOf(code),
    calls: attempts.length,
    tokens_prompt: promptTokens,
    tokens_completion: completionTokens,
    seconds: Math.round(milliseconds) / 1000,
    gates: held(proof?.gates ?? []),
    ...(first ? { first_round_gates: held(first.gates) } : {}),
    repairs_without_model: attempts.reduce((sum, { repairs }) => sum + (repairs?.length ?? 0), 0),
    new_warnings: proof?.quality?.newWarnings ?? 0,
    unsafe_added: proof?.quality?.unsafeAdded ?? 0,
    lines_added: proof?.quality?.linesAdded ?? 0,
    lines_removed: proof?.quality?.linesRemoved ?? 0,
    ...(pull?.url ? { pull: pull.url } : {}),
  };
}

/** Of several candidates the one that held first. */
function roundOf(code: readonly Attempt[]): number {
  const holding = code.filter(
    ({ gates }) => gates.length > 0 && gates.every((gate) => gate.result !== 'failed'),
  );
  const rounds = (holding.length > 0 ? holding : code).map(({ round }) => round);
  return holding.length > 0 ? Math.min(...rounds) : Math.max(0, ...rounds);
}

function held(gates: readonly GateResult[]): GatesHeld {
  return Object.fromEntries(
    gates.flatMap(({ gate, result }) => (result === 'skipped' ? [] : [[gate, result === 'passed']])),
  );
}

/** What did not end well has a violation: dashboards of the shared table count rows without any as successful. */
function violationsOf(outcome: Worked, proof: Proof | undefined): OutcomeRow['violations'] {
  if (outcome.kind === 'completed') return [];
  const failed = proof?.gates.find(({ result }) => result === 'failed')?.gate ?? unproven(outcome.task);
  const code = outcome.kind === 'blocked' ? outcome.by : failed;
  const reason = plainLine(outcomeWords(outcome).reason).slice(0, LONGEST_REASON).toWellFormed();
  return [{ type: `task_${outcome.kind}`, code, reason }];
}

/** A FoundryTask is judged by no gate. */
function unproven({ kind }: Worked['task']): string {
  return kind === 'foundry' ? 'not-folded' : 'no-proof';
}
