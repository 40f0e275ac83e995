import type { Profile } from '../profiles/profile.ts';

/** Everything a run can be told, parsed once from inputs, environment and policy file by config/, then frozen. */
export interface Settings {
  readonly changes: readonly string[];
  readonly tasks: readonly string[];
  readonly model: ModelSettings;
  readonly control: ControlSettings;
  readonly order: 'stacked' | 'frontier' | 'independent';
  readonly unit: 'task' | 'section';
  readonly maxTasks: number;
  readonly maxOpenPulls: number;
  /** Rounds with one model for one candidate. */
  readonly maxRounds: number;
  /** Independent candidates per task. */
  readonly candidates: number;
  /** Whether tests are written from the scenarios before the code. */
  readonly tests: 'auto' | 'require' | 'off';
  readonly onFailure: 'draft' | 'report';
  /** undefined: the repository's default branch. */
  readonly base?: string;
  readonly branchPrefix: string;
  readonly labels: readonly string[];
  readonly sandbox: 'auto' | 'bwrap' | 'off';
  readonly timeoutMinutes: number;
  readonly dryRun: boolean;
  /** This job's part of a planned matrix, counted from 1. */
  readonly shard?: { readonly part: number; readonly of: number };
  /** Most parts of a plan. */
  readonly parts?: number;
  readonly policy: RepositoryPolicy;
}

/** Where calls and outcomes are recorded. */
export interface ControlSettings {
  /** `postgres://…`, `sqlite:<file>` or `off`; empty: the embedded store in the state folder. Carries a password. */
  readonly dsn: string;
  /** Whether rows hold whole prompts. */
  readonly storePrompts: boolean;
}

export interface ModelSettings {
  /** API bases, first is preferred; without credentials. None: LM Studio is switched off. */
  readonly urls: readonly string[];
  readonly key?: string;
  readonly apiKey?: string;
  /** A remote OpenAI-compatible service, asked only when no LM Studio endpoint is usable. */
  readonly fallback?: { readonly url: string; readonly key: string; readonly apiKey?: string };
  readonly stallSeconds: number;
  readonly temperature: number;
  readonly seed?: number;
}

/** The repository's policy file (PRODUCT section 9), read from the base branch only. */
export interface RepositoryPolicy {
  readonly validate: readonly { readonly run: string; readonly when: readonly string[] }[];
  readonly allow: readonly string[];
  readonly deny: readonly string[];
  readonly allowDependencies: readonly string[];
  /** Model keys in escalation order, see core/profiles/models-for.ts. */
  readonly models: {
    readonly default: readonly string[];
    readonly byProfile: Readonly<Partial<Record<Profile, readonly string[]>>>;
  };
  readonly rules: string;
  readonly features: readonly string[];
  readonly packages: readonly string[];
  readonly toolchain?: string;
  readonly limits: Limits;
  /** Patterns (minimatch on the task's title) of tasks that are never worked on. */
  readonly skip: readonly string[];
  /** Whether commits are pushed, or made and signed by GitHub. */
  readonly commits: 'git' | 'api';
  readonly foundry: {
    /** Globs of paths outside of the repository that FoundryTasks may fold in a workflow. */
    readonly sources: readonly string[];
    /** Megabytes (10^6 bytes) that the pull request of a FoundryTask may add. */
    readonly megabytes: number;
  };
  readonly labels: readonly string[];
  readonly reviewers: readonly string[];
}

export interface Limits {
  /** Seconds one cargo command may take. */
  readonly cargoSeconds: number;
  /** Megabytes of address space and of one file for a sandboxed program. */
  readonly memoryMegabytes: number;
  readonly fileMegabytes: number;
  readonly processes: number;
  /** Model tokens (prompt and completion) one task may use; undefined: no bound. */
  readonly taskTokens?: number;
  /** Seconds one task may be worked on by the model; looked at between rounds. */
  readonly taskSeconds?: number;
  /** Model tokens all tasks of a run may use together. */
  readonly runTokens?: number;
}
