import type { CargoRun, Shell, Slot } from '../../src/ports/toolchain.ts';

/** A shell whose commands end as told: a command line maps to `ok`, `hangs`, or the text it fails with. */
export class FakeShell implements Shell {
  readonly ends: Map<string, string>;
  /** What a command line prints that ends well, where it matters. */
  readonly logs = new Map<string, string>();
  /** Command lines that were run, in order. */
  readonly ran: string[] = [];

  /** Programs that can be asked, and what they find wrong in a text; '' when nothing. */
  readonly programs = new Map<string, (text: string) => string>();

  ask(
    _slot: Slot,
    { argv, stdin }: { readonly argv: readonly [string, ...string[]]; readonly stdin: string },
  ): Promise<{ readonly ok: boolean; readonly log: string } | undefined> {
    const program = this.programs.get(argv[0]);
    if (!program) return Promise.resolve(undefined);
    const log = program(stdin);
    return Promise.resolve({ ok: log === '', log });
  }

  constructor(ends: Readonly<Record<string, string>> = {}) {
    this.ends = new Map(Object.entries(ends));
  }

  run(_slot: Slot, commandLine: string): Promise<CargoRun> {
    this.ran.push(commandLine);
    const end = this.ends.get(commandLine) ?? 'ok';
    const told = this.logs.get(commandLine);
    const log =
      end === 'ok' && told !== undefined
        ? `${told}\n`
        : end === 'ok' || end === 'hangs'
          ? `${commandLine} was run\n`
          : `${end}\n`;
    return Promise.resolve({
      command: commandLine,
      ok: end === 'ok',
      timedOut: end === 'hangs',
      diagnostics: [],
      log,
      milliseconds: 1,
    });
  }
}
