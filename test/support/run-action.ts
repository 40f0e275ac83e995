import { type ChildProcess, type ChildProcessByStdio, spawn } from 'node:child_process';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { PullOutput } from '../../src/core/report/action-outputs.ts';
import type { RunReport } from '../../src/core/report/run-report.ts';
import { type ActionWorld, TOKEN } from './action-world.ts';

export interface ActionCall {
  /** `workflow_dispatch` when not given. */
  readonly event?: string;
  readonly payload?: object;
  /** Inputs of the step by their names. */
  readonly inputs?: Readonly<Record<string, string>>;
  /** Undefined takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** In a process group of its own, with all that it starts. */
  readonly detached?: boolean;
  readonly started?: (child: ChildProcess) => void;
}

/** A step that has ended, as its runner and its workflow see it. */
export interface ActionRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly outputs: Readonly<Record<string, string>>;
  /** The output `pull-requests`. */
  readonly pulls: readonly PullOutput[];
  readonly summary: string;
  /** `::error` lines of stdout. */
  readonly errors: readonly string[];
  readonly report: RunReport;
}

const ACTION = join(import.meta.dirname, '..', '..', 'dist', 'action.js');

/** Starts `dist/action.js` the way a runner does. `folder`: where its files are. */
export async function startAction(
  world: ActionWorld,
  call: ActionCall = {},
): Promise<{ readonly child: ChildProcessByStdio<null, Readable, Readable>; readonly folder: string }> {
  const folder = await mkdtemp(join(world.folder.path, 'step-'));
  const payload = { repository: { default_branch: 'main' }, inputs: {}, ...call.payload };
  await writeFile(join(folder, 'event.json'), JSON.stringify(payload));
  await writeFile(join(folder, 'output'), '');
  await writeFile(join(folder, 'summary'), '');
  const child = spawn(process.execPath, [ACTION], {
    cwd: world.checkout,
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own can be ended with everything it has started.
    detached: call.detached ?? false,
    env: { ...environment(world, folder), ...inputs(call), ...call.env },
  });
  call.started?.(child);
  return { child, folder };
}

/** Runs `dist/action.js` to its end. */
export async function runAction(world: ActionWorld, call: ActionCall = {}): Promise<ActionRun> {
  const { child, folder } = await startAction(world, call);
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  const outputs = parseOutputs(await readFile(join(folder, 'output'), 'utf8'));
  return {
    code,
    stdout,
    stderr,
    outputs,
    pulls: JSON.parse(outputs['pull-requests'] ?? 'null'),
    summary: await readFile(join(folder, 'summary'), 'utf8'),
    errors: stdout.split('\n').filter((line) => line.startsWith('::error')),
    report: JSON.parse(await readFile(outputs['report'] ?? '', 'utf8')),
  };
}

function environment(world: ActionWorld, folder: string): NodeJS.ProcessEnv {
  const { PATH, HOME, CARGO_HOME, RUSTUP_HOME, RUSTUP_AUTO_INSTALL } = process.env;
  return {
    PATH,
    HOME,
    CARGO_HOME,
    RUSTUP_HOME,
    RUSTUP_AUTO_INSTALL,
    XDG_STATE_HOME: world.state,
    GITHUB_ACTIONS: 'true',
    GITHUB_API_URL: world.github.apiUrl,
    GITHUB_SERVER_URL: world.github.serverUrl,
    GITHUB_REPOSITORY: 'acme/greeter',
    GITHUB_EVENT_PATH: join(folder, 'event.json'),
    GITHUB_WORKSPACE: world.checkout,
    GITHUB_OUTPUT: join(folder, 'output'),
    GITHUB_STEP_SUMMARY: join(folder, 'summary'),
    RUNNER_TEMP: folder,
    INPUT_TOKEN: TOKEN,
    'INPUT_LM-STUDIO-URL': world.studio.url,
  };
}

function inputs({ event = 'workflow_dispatch', inputs = {} }: ActionCall): Record<string, string> {
  const given = Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]);
  return { GITHUB_EVENT_NAME: event, ...Object.fromEntries(given) };
}

/** `name<<delimiter`, the value, the delimiter (docs.github.com/actions/reference/workflow-commands). */
function parseOutputs(file: string): Record<string, string> {
  const found = file.matchAll(/^([^\n<]+)<<(\S+)\n([\s\S]*?)\n\2$/gm);
  return Object.fromEntries([...found].map(([, name = '', , value = '']) => [name, value]));
}

/** Where the token, plain or as git sends it, can be read after a step: nowhere, if all is well. */
export async function tokenPlaces(world: ActionWorld, run: ActionRun): Promise<readonly string[]> {
  const basic = Buffer.from(`x-access-token:${TOKEN}`).toString('base64');
  const places: Record<string, string> = {
    stdout: run.stdout,
    stderr: run.stderr,
    outputs: JSON.stringify(run.outputs),
    summary: run.summary,
    report: JSON.stringify(run.report),
    pulls: JSON.stringify(world.github.state.pulls),
    'requests to GitHub': JSON.stringify(world.github.requests),
    prompts: JSON.stringify(world.studio.requests),
    '.git/config': await readFile(join(world.checkout, '.git', 'config'), 'utf8'),
    commits: await world.github.git.git('log', '--all', '--format=%B'),
    files: (await world.github.git.git('log', '--all', '--format=%H', `-S${TOKEN}`)) && TOKEN,
  };
  return Object.keys(places).filter((name) =>
    [TOKEN, basic].some((secret) => places[name]?.includes(secret)),
  );
}
