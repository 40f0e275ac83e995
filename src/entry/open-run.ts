import { join } from 'node:path';
import { CargoToolchain } from '../adapters/cargo/cargo-toolchain.ts';
import { SandboxedShell } from '../adapters/cargo/sandboxed-shell.ts';
import { createSlots } from '../adapters/git/slots.ts';
import { createModelServer } from '../adapters/lm/create-model-server.ts';
import { changesAtCommit } from '../adapters/openspec/open-changes.ts';
import { createSandbox } from '../adapters/sandbox/create-sandbox.ts';
import { INSIDE_CARGO_HOME } from '../adapters/sandbox/rust-installation.ts';
import { openSymbols } from '../adapters/symbols/open-symbols.ts';
import { fileCache } from '../adapters/system/file-cache.ts';
import { Fault } from '../core/fault.ts';
import type { Settings } from '../core/policy/settings.ts';
import type { Proof } from '../core/pulls/proof.ts';
import type { Run } from '../flow/run.ts';
import type { Tip } from '../flow/tip.ts';
import type { ModelCard, ModelServer } from '../ports/model.ts';
import type { Progress } from '../ports/progress.ts';
import type { Pulls } from '../ports/pulls.ts';
import type { Sandbox } from '../ports/sandbox.ts';
import type { Environment } from './environment.ts';
import type { Project } from './open-project.ts';
import { stateFolder } from './state-folder.ts';
import { usableFolder } from './usable-folder.ts';

export interface RunRequest {
  readonly project: Project;
  readonly pulls: Pulls;
  readonly settings: Settings;
  readonly base: Tip;
  readonly explicit: boolean;
  readonly env: Environment;
  readonly progress: Progress;
  readonly signal: AbortSignal;
  readonly reportPath: string;
  readonly mask: (text: string) => string;
}

/** A run, and what it has used so far. */
export interface OpenedRun {
  readonly run: Run;
  readonly proofs: readonly Proof[];
  /** Milliseconds spent inside the sandbox and waiting for the model. */
  readonly spent: { sandbox: number; model: number };
  /** Undefined until a task needed a model. */
  readonly usedModel: () => ModelCard | undefined;
}

const BASELINES_KEPT_BYTES = 256 * 1024 * 1024;

/** Opens every door of a run. Throws `sandbox-missing`, `not-writable` and settings faults. */
export async function openRun(request: RunRequest): Promise<OpenedRun> {
  const { project, settings, env, base, signal } = request;
  const state = await usableFolder(stateFolder(env));
  const spent = { sandbox: 0, model: 0 };
  const proofs: Proof[] = [];
  let used: ModelCard | undefined;
  const model = watchedModel(createModelServer(settings.model), spent, (card) => (used = card));
  const sandbox = timedSandbox(await openSandbox(settings, env), spent);
  if (sandbox.name === 'off')
    request.progress.emit({
      kind: 'warning',
      text: 'the sandbox is off: model-written code runs with your rights',
    });
  let card: Promise<ModelCard> | undefined;
  const chosen = () => {
    card ??= model.choose(signal);
    return card;
  };
  const cache = fileCache({ folder: join(state, 'cache'), maxBytes: BASELINES_KEPT_BYTES });
  const run: Run = {
    settings,
    base,
    explicit: request.explicit,
    reportPath: request.reportPath,
    signal,
    mask: request.mask,
    model,
    card: chosen,
    rereadCard: async () => {
      const now = await rechosen(model, await chosen(), signal);
      card = Promise.resolve(now);
      return now;
    },
    keep: (proof) => proofs.push(proof),
    source: changesAtCommit(project.repository, base.commit),
    repository: project.repository,
    slots: createSlots(project.git, { checkout: project.checkout, repository: project.repository, state }),
    branches: project.branches,
    history: project.history,
    pulls: request.pulls,
    sandbox,
    toolchain: new CargoToolchain(sandbox, settings.policy),
    shell: new SandboxedShell(sandbox, settings.policy),
    symbols: openSymbols({
      repository: project.repository,
      cache,
      name: project.checkout.commonDir,
      places: cratePlaces(env),
    }),
    cache,
    progress: request.progress,
    clock: { now: () => new Date() },
  };
  return { run, proofs, spent, usedModel: () => used };
}

/** The sandbox of the settings. Throws `sandbox-missing`. */
export function openSandbox(
  settings: Pick<Settings, 'sandbox' | 'policy'>,
  env: Environment,
): Promise<Sandbox> {
  return createSandbox({
    mode: settings.sandbox,
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

function timedSandbox(sandbox: Sandbox, spent: { sandbox: number }): Sandbox {
  return {
    name: sandbox.name,
    inside: (command) => sandbox.inside(command),
    run: async (command) => {
      const started = performance.now();
      try {
        return await sandbox.run(command);
      } finally {
        spent.sandbox += performance.now() - started;
      }
    },
  };
}

/** The card of the same model again; the old one when the server is gone for a moment or offers another model. */
async function rechosen(model: ModelServer, old: ModelCard, signal: AbortSignal): Promise<ModelCard> {
  try {
    const now = await model.choose(signal);
    return now.key === old.key && now.endpoint === old.endpoint ? now : old;
  } catch (error) {
    if (error instanceof Fault) return old;
    throw error;
  }
}

function watchedModel(
  model: ModelServer,
  spent: { model: number },
  onAsk: (card: ModelCard) => void,
): ModelServer {
  return {
    health: (signal) => model.health(signal),
    choose: (signal) => model.choose(signal),
    ask: async (card, messages, options) => {
      onAsk(card);
      const started = performance.now();
      try {
        return await model.ask(card, messages, options);
      } finally {
        spent.model += performance.now() - started;
      }
    },
  };
}
