import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { devNull } from 'node:os';
import type { Readable, Writable } from 'node:stream';
import type { SandboxRun } from '../../ports/sandbox.ts';
import { inheritedDescriptors } from './inherited-descriptors.ts';
import { OutputWindow } from './output-window.ts';

interface BoundedProcess {
  readonly file: string;
  readonly args: readonly string[];
  /** The whole environment; nothing is inherited. */
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly stdin: string | undefined;
  /** Texts the process reads from descriptors 3, 4, …; one more descriptor after them is read back as `status`. */
  readonly descriptors: readonly string[];
  readonly timeoutSeconds: number;
  /** Bytes kept of stdout and of stderr each. */
  readonly outputBytes: number;
  readonly signal: AbortSignal | undefined;
  /** Watches something else while the process runs; `stop` kills the group. */
  readonly watch?: ((stop: () => void) => Disposable) | undefined;
}

interface BoundedRun extends SandboxRun {
  /** Whether `watch` ended it. */
  readonly stopped: boolean;
  /** What the process wrote to the status descriptor. */
  readonly status: string;
}

const STATUS_BYTES = 65_536;
/** How long a stray grandchild may hold the pipes open after everything was killed. */
const DRAIN_MILLISECONDS = 1_000;

/**
 * Runs a process in its own process group with bounded time and output; the whole group is killed at its end,
 * at the time limit and on abort. Rejects with the abort reason, or with the system error when it cannot start.
 */
export async function runBounded(bounded: BoundedProcess): Promise<BoundedRun> {
  bounded.signal?.throwIfAborted();
  const started = performance.now();
  const child = start(bounded);
  const stdout = collect(child.stdio[1], bounded.outputBytes);
  const stderr = collect(child.stdio[2], bounded.outputBytes);
  const status = collect(child.stdio[3 + bounded.descriptors.length], STATUS_BYTES);
  if (bounded.stdin !== undefined) feed(child.stdin, bounded.stdin);
  bounded.descriptors.forEach((text, index) => {
    feed(child.stdio[3 + index], text);
  });

  let timedOut = false;
  let stopped = false;
  using _watching = bounded.watch?.(() => {
    stopped = true;
    killGroup(child);
  });
  const timer = setTimeout(() => {
    timedOut = true;
    killGroup(child);
  }, bounded.timeoutSeconds * 1_000);
  const abort = () => killGroup(child);
  bounded.signal?.addEventListener('abort', abort, { once: true });
  try {
    const exitCode = await ended(child);
    bounded.signal?.throwIfAborted();
    return {
      exitCode: timedOut || stopped ? null : exitCode,
      timedOut,
      stopped,
      stdout: stdout.text(),
      stderr: stderr.text(),
      status: status.text(),
      truncated: stdout.truncated || stderr.truncated,
      milliseconds: performance.now() - started,
    };
  } finally {
    clearTimeout(timer);
    bounded.signal?.removeEventListener('abort', abort);
  }
}

function start(bounded: BoundedProcess): ChildProcess {
  const nothing = openSync(devNull, 'r+');
  try {
    return spawn(bounded.file, [...bounded.args], {
      cwd: bounded.cwd,
      env: { ...bounded.env },
      detached: true,
      stdio: descriptorTable(bounded, nothing),
    });
  } finally {
    closeSync(nothing);
  }
}

/** stdin, stdout, stderr, the texts, the status; inherited descriptors are replaced by `nothing`. */
function descriptorTable(bounded: BoundedProcess, nothing: number): StdioOptions {
  const table: ('pipe' | 'ignore' | number)[] = [
    bounded.stdin === undefined ? 'ignore' : 'pipe',
    'pipe',
    'pipe',
    ...bounded.descriptors.map(() => 'pipe' as const),
    'pipe',
  ];
  for (const descriptor of inheritedDescriptors()) {
    while (table.length <= descriptor) table.push('ignore');
    if (table[descriptor] === 'ignore') table[descriptor] = nothing;
  }
  return table;
}

async function ended(child: ChildProcess): Promise<number | null> {
  const closed = once(child, 'close');
  closed.catch(() => undefined);
  const [exitCode] = await once(child, 'exit');
  killGroup(child);
  const drain = setTimeout(() => {
    for (const stream of child.stdio) stream?.destroy();
  }, DRAIN_MILLISECONDS);
  await closed;
  clearTimeout(drain);
  return typeof exitCode === 'number' ? exitCode : null;
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch (error) {
    // ESRCH: everybody of the group is gone already.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function collect(stream: Readable | Writable | null | undefined, capacity: number): OutputWindow {
  const window = new OutputWindow(capacity);
  // A pipe broken by the kill is an end of the program, told by its exit code.
  stream?.on('error', () => undefined);
  stream?.on('data', (chunk: Buffer) => window.push(chunk));
  return window;
}

function feed(stream: Readable | Writable | null | undefined, text: string): void {
  if (!stream || !('end' in stream)) return;
  stream.on('error', () => undefined);
  stream.end(text);
}
