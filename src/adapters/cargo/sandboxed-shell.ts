import { readableLog } from '../../core/diagnostics/readable-log.ts';
import { splitWords } from '../../core/policy/split-words.ts';
import type { Sandbox } from '../../ports/sandbox.ts';
import type { CargoRun, Shell, Slot } from '../../ports/toolchain.ts';
import { makeFolders } from '../machine/make-folders.ts';
import type { CargoPolicy } from './cargo-scope.ts';
import { copyOfTarget } from './copy-of-target.ts';
import { type CargoEnd, SandboxedCargo } from './sandboxed-cargo.ts';

/** Command lines of the repository's policy and of `verify` tasks, in the sandbox, with the tree read-only. */
export class SandboxedShell implements Shell {
  readonly #cargo: SandboxedCargo;

  constructor(sandbox: Sandbox, policy: CargoPolicy) {
    this.#cargo = new SandboxedCargo(sandbox, policy);
  }

  /** Words like `NAME=value` in front set the environment. A line that cannot be split, or a program that is not there, is a failed run. */
  async run(slot: Slot, commandLine: string, signal?: AbortSignal): Promise<CargoRun> {
    const split = splitWords(commandLine);
    if (!split.ok) return refused(commandLine, split.why);
    const assignments = split.words.findIndex((word) => !/^[A-Za-z_]\w*=/.test(word));
    const [program, ...args] = assignments < 0 ? [] : split.words.slice(assignments);
    if (program === undefined) return refused(commandLine, 'it names no program');
    const env = Object.fromEntries(
      split.words
        .slice(0, assignments)
        .map((word) => [word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1)]),
    );
    const invocation = { argv: [program, ...args] as [string, ...string[]], env, signal };
    await using copied = await copyOfTarget(slot, signal);
    const end: CargoEnd = await this.#cargo.cargo(copied.slot, invocation);
    const inside = this.#cargo.inside(copied.slot);
    const output = [end.stdout, end.stderr].map((text) => readableLog(text, inside).trimEnd());
    const notes = end.timedOut ? ['killed at the time limit'] : [];
    return {
      command: commandLine,
      ok: end.exitCode === 0,
      timedOut: end.timedOut,
      diagnostics: [],
      log: `${[...output, ...notes].filter((part) => part !== '').join('\n')}\n`,
      milliseconds: end.milliseconds,
    };
  }

  async ask(
    slot: Slot,
    question: { readonly argv: readonly [string, ...string[]]; readonly stdin: string },
    signal?: AbortSignal,
  ): Promise<{ readonly ok: boolean; readonly log: string } | undefined> {
    await makeFolders(slot.target);
    const run = await this.#cargo.run(slot, { ...question, frozenTarget: true, timeoutSeconds: 60, signal });
    if (run.exitCode === 127 && /failed to execute|not found/.test(run.stderr)) return undefined;
    const log = readableLog(`${run.stdout}\n${run.stderr}`, this.#cargo.inside(slot)).trim();
    return { ok: run.exitCode === 0, log };
  }
}

function refused(command: string, why: string): CargoRun {
  const log = `The command was not run: ${why}.\n`;
  return { command, ok: false, timedOut: false, diagnostics: [], log, milliseconds: 0 };
}
