import { maskStrings } from '../policy/mask-strings.ts';
import type { Settings } from '../policy/settings.ts';
import type { Profile } from '../profiles/profile.ts';
import type { ModelMetadata, Proof } from '../pulls/proof.ts';
import { printJson } from '../text/print-json.ts';
import type { Attempt } from '../verdicts/attempt.ts';
import type { GateResult } from '../verdicts/gate.ts';
import type { Effort } from './effort.ts';
import type { Annotation, Outcome, PullLink } from './outcome.ts';
import { type Totals, totalsOf } from './totals.ts';

/** What is known of a run when it ends. */
export interface RunReportInput {
  readonly runId: string;
  readonly startedAt: Date;
  readonly endedAt: Date;
  readonly settings: Settings;
  /** Undefined when no model was needed or reached. */
  readonly model: ModelMetadata | undefined;
  readonly outcomes: readonly Outcome[];
  /** Proofs of the tasks that were worked on, in any order. */
  readonly proofs: readonly Proof[];
  readonly effort: Effort;
  /** The fault that stopped the run or one of its tasks. */
  readonly fault?: string;
}

/** The JSON file that the output `report` names. Keys are only added within one `version`. */
export interface RunReport {
  readonly version: 1;
  /** Times are ISO 8601 in UTC. */
  readonly run: {
    readonly id: string;
    readonly startedAt: string;
    readonly endedAt: string;
    readonly milliseconds: number;
    readonly dryRun: boolean;
  };
  /** All settings but secrets. */
  readonly settings: Omit<Settings, 'model' | 'control'> & {
    readonly model: Omit<Settings['model'], 'apiKey'>;
  };
  readonly model: ModelMetadata | null;
  readonly totals: Totals;
  readonly effort: Effort;
  readonly fault: string | null;
  /** In the order of the run. */
  readonly tasks: readonly TaskReport[];
}

/** One task of the report. Keys that do not apply to its outcome are absent. */
export interface TaskReport {
  readonly change: string;
  readonly task: string;
  readonly title: string;
  readonly file: string;
  readonly line: number;
  readonly kind: Outcome['task']['kind'];
  readonly outcome: Outcome['kind'];
  /** Completed tasks: what happened to the pull request. */
  readonly status?: string;
  /** Failed, blocked and skipped tasks: why, as a code where there is one, and as a sentence. */
  readonly why?: string;
  readonly reason?: string;
  readonly note?: string;
  readonly pull?: PullLink;
  readonly attempts?: readonly Attempt[];
  readonly errors?: readonly Annotation[];
  /** The last judgement, with the logs whole. */
  readonly proof?: {
    readonly valid: boolean;
    readonly gates: readonly GateResult[];
    readonly base: string;
    readonly head: string;
    readonly tree: string;
    readonly toolchain: Proof['toolchain'];
    /** What the task was taken for; absent when no model was asked. */
    readonly profile?: Profile;
    readonly model: ModelMetadata;
    readonly scenarios: Proof['scenarios'];
    readonly risks: readonly string[];
    readonly warnings: readonly string[];
    readonly milliseconds: number;
    readonly compileLog: string;
    readonly testLog: string;
  };
}

/** The report of a run. API keys and the control plane's address are left out here; other secrets are masked by {@link printRunReport}. */
export function runReport(input: RunReportInput): RunReport {
  const { control: _control, model: servers, ...settings } = input.settings;
  const { apiKey: _own, fallback, ...model } = servers;
  return {
    version: 1,
    run: {
      id: input.runId,
      startedAt: input.startedAt.toISOString(),
      endedAt: input.endedAt.toISOString(),
      milliseconds: input.endedAt.getTime() - input.startedAt.getTime(),
      dryRun: input.settings.dryRun,
    },
    settings: {
      ...settings,
      model: { ...model, ...(fallback && { fallback: { url: fallback.url, key: fallback.key } }) },
    },
    model: input.model ?? null,
    totals: totalsOf(input.outcomes),
    effort: input.effort,
    fault: input.fault ?? null,
    tasks: input.outcomes.map((outcome) => taskReport(outcome, input.proofs)),
  };
}

/** The report as indented JSON, every string in it masked on its own, so that the mask cannot break the JSON. */
export function printRunReport(report: RunReport, mask: (text: string) => string): string {
  return `${printJson(maskStrings(report, mask))}\n`;
}

function taskReport(outcome: Outcome, proofs: readonly Proof[]): TaskReport {
  const { task } = outcome;
  const proof = proofs.find(({ task: { change, id } }) => change === task.change && id === task.id);
  return {
    change: task.change,
    task: task.id,
    title: task.title,
    file: task.file,
    line: task.line,
    kind: task.kind,
    outcome: outcome.kind,
    ...ending(outcome),
    ...(proof && { proof: proofReport(proof) }),
  };
}

function ending(outcome: Outcome): Partial<TaskReport> {
  switch (outcome.kind) {
    case 'completed': {
      const { status, pull, attempts, note } = outcome;
      return { status, pull, attempts, ...(note !== undefined && { note }) };
    }
    case 'failed': {
      const { reason, pull, attempts, errors } = outcome;
      return { reason, attempts, errors, ...(pull && { pull }) };
    }
    case 'blocked':
      return { why: outcome.by, reason: outcome.reason };
    case 'skipped':
      return { why: outcome.why, reason: outcome.reason };
  }
}

function proofReport(proof: Proof): NonNullable<TaskReport['proof']> {
  const { valid, gates, base, head, tree, toolchain, model, scenarios, risks, warnings } = proof;
  return {
    ...{ valid, gates, base, head, tree, toolchain, model, scenarios, risks, warnings },
    ...(proof.profile && { profile: proof.profile }),
    milliseconds: proof.wallMilliseconds,
    compileLog: proof.compileLog,
    testLog: proof.testLog,
  };
}
