import { changesAtCommit } from '../../src/adapters/openspec/open-changes.ts';
import { openSymbols } from '../../src/adapters/symbols/open-symbols.ts';
import type { RepositoryPolicy, Settings } from '../../src/core/policy/settings.ts';
import type { Proof } from '../../src/core/pulls/proof.ts';
import type { Outcome } from '../../src/core/report/outcome.ts';
import { modelCards } from '../../src/entry/model-cards.ts';
import { completeTasks, type RunEnd } from '../../src/flow/complete-tasks.ts';
import { refreshPulls } from '../../src/flow/refresh-pulls.ts';
import type { Run } from '../../src/flow/run.ts';
import { sourceOfUnit } from '../../src/flow/source-of-unit.ts';
import type { WorkBudget } from '../../src/flow/work-budget.ts';
import type { Journal } from '../../src/ports/journal.ts';
import type { ModelServer } from '../../src/ports/model.ts';
import type { ProgressEvent } from '../../src/ports/progress.ts';
import { FakeCache } from '../fakes/fake-cache.ts';
import { FakeClaims, FakeRuns } from '../fakes/fake-claims.ts';
import { FakeGit } from '../fakes/fake-git.ts';
import { FakeModel, type FakeModelOptions, type Scripted } from '../fakes/fake-model.ts';
import { FakePulls } from '../fakes/fake-pulls.ts';
import { FakeShell } from '../fakes/fake-shell.ts';
import { FakeToolchain } from '../fakes/fake-toolchain.ts';

export const LIB = 'pub fn zero() -> u8 { 0 }\n#[test]\nfn is_zero() { assert_eq!(zero(), 0); }\n';

export const POLICY: RepositoryPolicy = {
  validate: [],
  allow: [],
  deny: [],
  allowDependencies: [],
  models: { default: [], byProfile: {} },
  rules: '',
  features: [],
  packages: [],
  limits: { cargoSeconds: 60, memoryMegabytes: 1024, fileMegabytes: 100, processes: 100 },
  skip: [],
  commits: 'git',
  foundry: { sources: [], megabytes: 50 },
  labels: [],
  reviewers: [],
};

const SETTINGS: Settings = {
  changes: [],
  tasks: [],
  model: { urls: [], stallSeconds: 600, temperature: 0.2, seed: 7 },
  control: { dsn: 'off', storePrompts: false },
  order: 'stacked',
  unit: 'task',
  maxTasks: 5,
  maxOpenPulls: 10,
  maxRounds: 4,
  candidates: 1,
  tests: 'off',
  onFailure: 'draft',
  branchPrefix: 'openspec/',
  labels: ['openspec-complete'],
  sandbox: 'auto',
  timeoutMinutes: 120,
  dryRun: false,
  policy: POLICY,
};

export interface RunOptions extends Partial<Omit<Settings, 'policy' | 'model'>> {
  readonly policy?: Partial<RepositoryPolicy>;
  readonly explicit?: boolean;
  readonly signal?: AbortSignal;
  /** Brings pull requests up to date instead of working on tasks. */
  readonly refresh?: boolean;
  readonly model?: FakeModelOptions;
  readonly budget?: WorkBudget;
  /** Asked in place of the scripted model. */
  readonly server?: ModelServer;
  readonly journal?: Journal;
  /** Hides secrets; nothing is one when not given. */
  readonly mask?: (text: string) => string;
}

export interface FinishedRun extends RunEnd {
  /** One line an outcome: `1 completed opened`, `2 skipped max-tasks`. */
  readonly lines: readonly string[];
  readonly model: FakeModel;
  readonly events: readonly ProgressEvent[];
  readonly proofs: readonly Proof[];
}

/** A repository with one change `add`, its pull requests and a machine: what outlives a run. */
export class FlowWorld {
  readonly git = new FakeGit();
  readonly pulls = new FakePulls();
  readonly claims = new FakeClaims();
  readonly runs = new FakeRuns();
  readonly cache = new FakeCache();
  readonly shell = new FakeShell();
  readonly toolchain = new FakeToolchain(() => this.git.slotTree);

  constructor(tasks: string, files: Readonly<Record<string, string | Uint8Array>> = {}) {
    this.git.commitAs('Ada', 'main', {
      'src/lib.rs': LIB,
      'openspec/changes/add/proposal.md': '# Change\nNumbers are added.\n',
      'openspec/changes/add/tasks.md': tasks,
      ...files,
    });
  }

  get tasksFile(): string {
    return this.git.text('main', 'openspec/changes/add/tasks.md') ?? '';
  }

  async run(script: readonly Scripted[], options: RunOptions = {}): Promise<FinishedRun> {
    const {
      policy,
      explicit = false,
      signal,
      model: about,
      server,
      refresh,
      journal,
      budget,
      mask = (text) => text,
      ...own
    } = options;
    const model = new FakeModel(script, about);
    const asked = server ?? model;
    const events: ProgressEvent[] = [];
    const proofs: Proof[] = [];
    const commit = await this.git.resolve('main');
    const run: Run = {
      settings: { ...SETTINGS, ...own, policy: { ...POLICY, ...policy } },
      base: { branch: 'main', commit },
      explicit,
      reportPath: 'report.json',
      signal: signal ?? new AbortController().signal,
      mask,
      keep: (proof) => proofs.push(proof),
      model: asked,
      ...(budget ? { budget } : {}),
      ...modelCards(asked, signal ?? new AbortController().signal),
      source: sourceOfUnit(changesAtCommit(this.git, commit), own.unit ?? 'task'),
      repository: this.git,
      slots: this.git,
      branches: this.git,
      history: this.git,
      lineage: this.git,
      pulls: this.pulls,
      claims: this.claims,
      runs: this.runs,
      sandbox: {
        name: 'bwrap',
        inside: ({ tree, target }) => ({ tree, target }),
        run: () => Promise.reject(new Error('nothing runs in this fake')),
      },
      toolchain: this.toolchain,
      shell: this.shell,
      symbols: openSymbols({ repository: this.git, cache: this.cache, places: [], name: 'world' }),
      cache: this.cache,
      ...(journal && { journal }),
      progress: { emit: (event) => events.push(event) },
      clock: { now: () => new Date('2026-01-02T03:04:05Z') },
    };
    const end = await (refresh ? refreshPulls(run) : completeTasks(run));
    return { ...end, lines: end.outcomes.map(lineOf), model, events, proofs };
  }
}

function lineOf(outcome: Outcome): string {
  const { task, kind } = outcome;
  const more = { completed: 'status', failed: '', blocked: 'by', skipped: 'why' }[kind];
  const said: unknown = more === '' ? undefined : Reflect.get(outcome, more);
  return [task.id, kind, ...(typeof said === 'string' ? [said] : [])].join(' ');
}

/** An answer that writes files whole. */
export function writes(files: Readonly<Record<string, string>>): string {
  return Object.entries(files)
    .map(([path, text]) => `\`\`\`rust ${path}\n${text}\`\`\``)
    .join('\n\n');
}

/** An answer that appends a function to the library as it is shown, by SEARCH/REPLACE. */
export function adds(name: string, body = '1'): string {
  const first = 'pub fn zero() -> u8 { 0 }';
  return `src/lib.rs\n<<<<<<< SEARCH\n${first}\n=======\npub fn ${name}() -> u8 { ${body} }\n${first}\n>>>>>>> REPLACE\n`;
}
