import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { CargoToolchain } from '../adapters/cargo/cargo-toolchain.ts';
import { createFetchCrates } from '../adapters/cargo/fetch-crates.ts';
import { SandboxedShell } from '../adapters/cargo/sandboxed-shell.ts';
import { createSlots } from '../adapters/git/slots.ts';
import type { GitHubAccess } from '../adapters/github/github-access.ts';
import { LocalPulls } from '../adapters/local/local-pulls.ts';
import { changesAtCommit } from '../adapters/openspec/open-changes.ts';
import { fileCache } from '../adapters/system/file-cache.ts';
import { parseInputs, type RawInputs } from '../config/parse-inputs.ts';
import { openFoldRoom } from '../core/bricks/open-fold-room.ts';
import { Fault } from '../core/fault.ts';
import { parseFoundryMarker } from '../core/foundry/foundry-marker.ts';
import { maskStrings } from '../core/policy/mask-strings.ts';
import { parseMarker } from '../core/pulls/marker.ts';
import { showVerification } from '../core/pulls/show-verification.ts';
import type { Verification } from '../core/pulls/verification.ts';
import { printJson } from '../core/text/print-json.ts';
import { verifyFoundryPull } from '../flow/verify-foundry-pull.ts';
import { type Bench, verifyPull } from '../flow/verify-pull.ts';
import type { Progress } from '../ports/progress.ts';
import type { Pull } from '../ports/pulls.ts';
import type { CommitId } from '../ports/repository.ts';
import { accessOfOrigin } from './access-of-origin.ts';
import type { Environment } from './environment.ts';
import { openProject, type Project } from './open-project.ts';
import { BASELINES_KEPT_BYTES, openSandbox } from './open-run.ts';
import { readSettings } from './read-settings.ts';
import { stateFolder } from './state-folder.ts';
import { stopSignal } from './stop-signal.ts';
import { usableFolder } from './usable-folder.ts';

export interface CliVerifyRequest {
  /** A branch, the text file of a local run, or the number of a pull request. */
  readonly subject: string;
  readonly raw: RawInputs;
  readonly env: Environment;
  readonly folder: string;
  readonly github: boolean;
  /** Folder of the pull request files of a local run. */
  readonly out?: string;
  readonly json: boolean;
  readonly print: (text: string) => void;
  readonly progress: Progress;
  readonly mask: (text: string) => string;
  readonly hide: (secrets: readonly string[]) => void;
}

/** `openspec-complete verify`. Returns 0 when the proof holds and 1 when not; throws the faults of what it needs. */
export async function cliVerify(request: CliVerifyRequest): Promise<number> {
  const { env, folder, progress, mask, hide } = request;
  const stopper = new AbortController();
  const access = request.github ? await accessOfOrigin(request, stopper.signal) : undefined;
  const project = await openProject({ folder, env, hide, signal: stopper.signal, github: access });
  const { pull, fork } = await findPull(request, project, access);
  progress.emit({ kind: 'run', text: `verifying ${pull.branch}` });
  const foundry = parseMarker(pull.body) ? undefined : parseFoundryMarker(pull.body);
  const { repository, ancestry } = project;
  const found = fork
    ? fromFork(pull)
    : foundry
      ? await verifyFoundryPull(pull, foundry, { repository, ancestry, room: openFoldRoom() })
      : await verifyPull(pull, {
          repository: project.repository,
          ancestry: project.ancestry,
          open: (base) => openBench(request, { project, base, stopper }),
          sourceAt: (commit) => changesAtCommit(project.repository, commit),
        });
  const shown = maskStrings(found, mask);
  request.print(request.json ? printJson(shown) : showVerification(shown));
  return found.holds ? 0 : 1;
}

/** Never fetched, never built. */
function fromFork(pull: Pull): Verification {
  const difference = 'its branch is in a fork, which is never checked out';
  const nothing = { proven: null, toolchain: null, gates: [], compileLog: '', testLog: '' };
  return { version: 1, holds: false, difference, branch: pull.branch, ...nothing };
}

interface Found {
  readonly pull: Pull;
  readonly fork: boolean;
}

async function findPull(
  { subject, raw, env, folder, out }: CliVerifyRequest,
  project: Project,
  access: GitHubAccess | undefined,
): Promise<Found> {
  const own = (pull: Pull | undefined): Found => {
    if (!pull) throw new Fault('unknown-pull', `of ${subject}`);
    return { pull, fork: false };
  };
  const number = /^#?(\d{1,9})$/.exec(subject)?.[1];
  if (access) {
    // Octokit is loaded only by runs that talk to GitHub.
    if (number !== undefined)
      return (await import('../adapters/github/get-pull.ts')).getPull(access, Number(number));
    return own(await (await import('../adapters/github/create-pulls.ts')).createPulls(access).find(subject));
  }
  const inputs = parseInputs(raw, env);
  if (!inputs.ok) throw new Fault('bad-settings', inputs.problems.join('; '));
  const pulls = new LocalPulls({
    folder: out ?? join(project.checkout.commonDir, 'openspec-complete', 'pulls'),
    branchPrefix: inputs.inputs['branch-prefix'],
  });
  const file = resolve(folder, subject);
  const isFile = (await stat(file).catch(() => undefined))?.isFile() === true;
  return own(isFile ? await pulls.at(file) : await pulls.find(subject));
}

/** What the gates are run with, by the policy of the commit that the work started from. */
async function openBench(
  { raw, env, progress }: CliVerifyRequest,
  place: { readonly project: Project; readonly base: CommitId; readonly stopper: AbortController },
): Promise<Bench> {
  const { project, base, stopper } = place;
  const { git, checkout, repository } = project;
  const settings = await readSettings({ raw, env, repository, commit: base });
  const signal = stopSignal(settings.timeoutMinutes);
  signal.addEventListener('abort', () => stopper.abort(signal.reason), { once: true });
  const state = await usableFolder(stateFolder(env));
  const sandbox = await openSandbox(settings, env);
  const text = 'the sandbox is off: the code of the pull request runs with your rights';
  if (sandbox.name === 'off') progress.emit({ kind: 'warning', text });
  return {
    settings,
    repository,
    toolchain: new CargoToolchain(sandbox, settings.policy, createFetchCrates(env)),
    shell: new SandboxedShell(sandbox, settings.policy),
    cache: fileCache({ folder: join(state, 'cache'), maxBytes: BASELINES_KEPT_BYTES }),
    slots: createSlots(git, { checkout, repository, state }),
    signal,
    withRelease: (release) => {
      const policy = { ...settings.policy, toolchain: release };
      const fetch = createFetchCrates(env);
      return {
        toolchain: new CargoToolchain(sandbox, policy, fetch),
        shell: new SandboxedShell(sandbox, policy),
      };
    },
  };
}
