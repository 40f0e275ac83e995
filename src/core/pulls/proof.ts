import type { Profile } from '../profiles/profile.ts';
import type { Task } from '../tasks/task.ts';
import type { Attempt } from '../verdicts/attempt.ts';
import type { ChangeQuality } from '../verdicts/change-quality.ts';
import type { GateResult } from '../verdicts/gate.ts';

/** The model and server that wrote a candidate, exactly as the server reports them. */
export interface ModelMetadata {
  readonly key: string;
  readonly endpointKind: 'lm-studio' | 'openai-compatible' | 'none';
  /** Set for the remote fallback. */
  readonly backend?: 'remote';
  readonly architecture?: string;
  readonly quantization?: string;
  readonly format?: string;
  readonly contextLoaded?: number;
  readonly contextMax?: number;
  readonly runtimeName?: string;
  readonly runtimeVersion?: string;
  readonly temperature?: number;
  readonly seed?: number;
}

/** Everything a pull request shows (PRODUCT section 6). */
export interface Proof {
  readonly task: Task;
  /** Link to the task's line at the base commit. */
  readonly taskUrl: string;
  readonly valid: boolean;
  /** First paragraph of a failed draft: why it failed. */
  readonly failure?: string;
  readonly gates: readonly GateResult[];
  /** What the task is about; undefined when no model was asked. */
  readonly profile?: Profile;
  readonly model: ModelMetadata;
  readonly attempts: readonly Attempt[];
  /** For statistics; undefined when no answer reached the gates. */
  readonly quality?: ChangeQuality & { readonly newWarnings: number };
  /** Spec scenarios of the change and the tests that cover them. */
  readonly scenarios: readonly {
    readonly requirement: string;
    readonly scenario: string;
    readonly tests: readonly string[];
  }[];
  /** `unsafe`, new dependencies, `#[allow]`, public API change; one line each. */
  readonly risks: readonly string[];
  /** Said loudly at the top: `the sandbox was off`. */
  readonly warnings: readonly string[];
  /** Said at the end of the summary; what a reader should know that is nobody's fault. */
  readonly notes?: readonly string[];
  readonly compileLog: string;
  readonly testLog: string;
  readonly toolchain: { readonly rustc: string; readonly cargo: string };
  /** git tree id of the candidate, ticked box included. */
  readonly tree: string;
  readonly base: string;
  readonly head: string;
  readonly wallMilliseconds: number;
  /** Where the whole logs are when they were cut. */
  readonly reportPath: string;
}

/** The hidden, machine-readable state in a pull request body. `fingerprint` decides whether a re-run has anything new to do. */
export interface Marker {
  readonly version: 1;
  readonly change: string;
  readonly task: string;
  readonly valid: boolean;
  readonly tree: string;
  readonly head: string;
  readonly base: string;
  readonly rustc: string;
  readonly cargo: string;
  readonly gates: Readonly<Record<string, string>>;
  /** Key of the model that wrote it; absent where none was needed, and in markers of early versions. */
  readonly model?: string;
  /** Hash of the inputs: task text, change documents, base tree, model key, settings that matter. */
  readonly fingerprint: string;
}
