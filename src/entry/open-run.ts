import { join } from 'node:path';
import { CargoToolchain } from '../adapters/cargo/cargo-toolchain.ts';
import { createFetchCrates } from '../adapters/cargo/fetch-crates.ts';
import { SandboxedShell } from '../adapters/cargo/sandboxed-shell.ts';
import { createSlots } from '../adapters/git/slots.ts';
import { changesAtCommit } from '../adapters/openspec/open-changes.ts';
import { createSandbox } from '../adapters/sandbox/create-sandbox.ts';
import { INSIDE_CARGO_HOME } from '../adapters/sandbox/rust-installation.ts';
import { openSymbols } from '../adapters/symbols/open-symbols.ts';
import { fileCache } from '../adapters/system/file-cache.ts';
import type { Settings } from '../core/policy/settings.ts';
import type { Proof } from '../core/pulls/proof.ts';
import type { Run } from '../flow/run.ts';
import { sourceOfUnit } from '../flow/source-of-unit.ts';
import type { Tip } from '../flow/tip.ts';
import { WorkBudget } from '../flow/work-budget.ts';
import type { Journal } from '../ports/journal.ts';
import type { ModelCard } from '../ports/model.ts';
import type { Progress } from '../ports/progress.ts';
import type { Pulls } from '../ports/pulls.ts';
import type { Sandbox } from '../ports/sandbox.ts';
import { branchesOfRun } from './branches-of-run.ts';
import type { Environment } from './environment.ts';
import { maskedCache, maskedModel, maskedShell, maskedToolchain } from './masked-doors.ts';
import { modelCards } from './model-cards.ts';
import { type OpenedJournal, openJournal } from './open-journal.ts';
import { openModelServer } from './open-model-server.ts';
import type { Project } from './open-project.ts';
import { openRuns } from './open-runs.ts';
import { SpentTime } from './spent-time.ts';
import { stateFolder } from './state-folder.ts';
import { usableFolder } from './usable-folder.ts';
import { watchedModel } from './watched-model.ts';

export interface RunRequest {
  readonly project: Project;
  readonly pulls: Pulls;
  readonly settings: Settings;
  readonly base: Tip;
  readonly explicit: boolean;
  readonly redo?: boolean;
  /** Called for about every token the model writes. */
  readonly onToken?: () => void;
  /** Where to add its time; none: a new one. */
  readonly spent?: SpentTime;
  readonly env: Environment;
  readonly progress: Progress;
  readonly signal: AbortSignal;
  readonly reportPath: string;
  readonly mask: (text: string) => string;
  /** See {@link Run}. */
  readonly notes?: readonly string[];
}

/** A run, and what it has used so far. Disposing, also twice, gives the journal's rows their last two seconds. */
export interface OpenedRun extends AsyncDisposable {
  readonly run: Run;
  readonly journal: Journal;
  readonly proofs: readonly Proof[];
  readonly spent: SpentTime;
  /** Undefined until a task needed a model. */
  readonly usedModel: () => ModelCard | undefined;
}

/** Of the cache in the state folder. */
export const BASELINES_KEPT_BYTES = 256 * 1024 * 1024;

/** Opens every door of a run. Throws `sandbox-missing`, `not-writable` and settings faults. */
export async function openRun(request: RunRequest): Promise<OpenedRun> {
  const notice = (text: string) => request.progress.emit({ kind: 'warning', text });
  const opened = openJournal(request.settings.control, request.env, notice);
  try {
    return await openRecorded(request, opened);
  } catch (error) {
    // A watch opens runs again and again: none may leave a connection behind.
    await opened.journal[Symbol.asyncDispose]();
    throw error;
  }
}

async function openRecorded(request: RunRequest, recording: OpenedJournal): Promise<OpenedRun> {
  const { project, settings, env, base, signal } = request;
  const state = await usableFolder(stateFolder(env));
  const { spent = new SpentTime() } = request;
  const proofs: Proof[] = [];
  let used: ModelCard | undefined;
  const { mask } = request;
  const { journal } = recording;
  const server = maskedModel(openModelServer(settings, { ...recording, mask }), mask);
  const model = watchedModel(server, spent, {
    onAsk: (card) => (used = card),
    onFallback: (text) => request.progress.emit({ kind: 'warning', text }),
    ...(request.onToken ? { onToken: request.onToken } : {}),
  });
  const sandbox = timedSandbox(await openSandbox(settings, env), spent);
  if (sandbox.name === 'off')
    request.progress.emit({
      kind: 'warning',
      text: 'the sandbox is off: model-written code runs with your rights',
    });
  const cache = fileCache({ folder: join(state, 'cache'), maxBytes: BASELINES_KEPT_BYTES });
  const run: Run = {
    settings,
    base,
    explicit: request.explicit,
    redo: request.redo ?? false,
    reportPath: request.reportPath,
    ...(request.notes && { notes: request.notes }),
    signal,
    mask,
    model,
    ...budgetOf(settings),
    ...modelCards(model, signal),
    keep: (proof) => proofs.push(proof),
    source: sourceOfUnit(changesAtCommit(project.repository, base.commit), settings.unit),
    repository: project.repository,
    slots: createSlots(project.git, { checkout: project.checkout, repository: project.repository, state }),
    branches: await branchesOfRun(project, settings),
    history: project.history,
    lineage: project.lineage,
    pulls: request.pulls,
    claims: project.claims,
    runs: await openRuns(env, project.github),
    sandbox,
    toolchain: maskedToolchain(new CargoToolchain(sandbox, settings.policy, createFetchCrates(env)), mask),
    shell: maskedShell(new SandboxedShell(sandbox, settings.policy), mask),
    symbols: openSymbols({
      repository: project.repository,
      cache: maskedCache(cache, mask),
      name: project.checkout.commonDir,
      places: cratePlaces(env),
    }),
    cache,
    progress: request.progress,
    clock: CLOCK,
    journal,
  };
  const close = () => journal[Symbol.asyncDispose]();
  return { run, journal, proofs, spent, usedModel: () => used, [Symbol.asyncDispose]: close };
}

const CLOCK = { now: () => new Date() };

function budgetOf({ policy }: Settings): Pick<Run, 'budget'> {
  const { runTokens: tokens } = policy.limits;
  return tokens === undefined ? {} : { budget: new WorkBudget({ tokens }, CLOCK.now) };
}

/** The sandbox of the settings. Throws `sandbox-missing`. */
export function openSandbox(
  settings: Pick<Settings, 'sandbox' | 'policy'>,
  env: Environment,
  outputBytes?: number,
): Promise<Sandbox> {
  return createSandbox({
    mode: settings.sandbox,
    ...(outputBytes === undefined ? {} : { outputBytes }),
    limits: settings.policy.limits,
    path: env.PATH ?? '',
    home: env.HOME ?? '',
    ...(env.CARGO_HOME ? { cargoHome: env.CARGO_HOME } : {}),
    ...(env.RUSTUP_HOME ? { rustupHome: env.RUSTUP_HOME } : {}),
  });
}

/** Where the sandbox shows cargo's crates, and where they are; without a sandbox both are the same. */
function cratePlaces(env: Environment): readonly { readonly inside: string; readonly host: string }[] {
  const home = env.CARGO_HOME || join(env.HOME ?? '', '.cargo');
  return ['registry', 'git'].flatMap((folder) => {
    const host = join(home, folder);
    return [
      { inside: `${INSIDE_CARGO_HOME}/${folder}`, host },
      { inside: host, host },
    ];
  });
}

function timedSandbox(sandbox: Sandbox, spent: SpentTime): Sandbox {
  return {
    name: sandbox.name,
    inside: (command) => sandbox.inside(command),
    run: (command) => spent.inSandbox(() => sandbox.run(command)),
  };
}
