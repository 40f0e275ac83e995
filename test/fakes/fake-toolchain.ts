import type { Diagnostic, Suggestion } from '../../src/core/diagnostics/diagnostic.ts';
import { rustFunctions } from '../../src/core/verdicts/rust-functions.ts';
import type {
  CargoRun,
  FormatResult,
  Package,
  Slot,
  TestRun,
  Toolchain,
  ToolVersions,
  Workspace,
} from '../../src/ports/toolchain.ts';

/** A package at the root with a library, the usual case. */
export const ROOT_PACKAGE: Package = {
  name: 'app',
  folder: '',
  edition: '2024',
  targets: [{ name: 'app', kind: 'lib', file: 'src/lib.rs' }],
  dependencies: [],
};

export interface FakeToolchainOptions {
  readonly packages?: readonly Package[];
  readonly withoutClippy?: boolean;
  readonly withoutRustfmt?: boolean;
}

/**
 * A toolchain that compiles by reading remarks in the sources of a tree: `//~ error E0308 mismatched types`,
 * `//~ warning unused_variables unused`, `//~ clippy clippy::x message`, `//~ fails` in a test, `//~ hangs check`,
 * `//~ breaks check` (fails without a word). Files count when a `mod` reaches them from a target of a package.
 * A file in `tests` is a target of its own; `//~ needs one` in it is E0432 until some library file has `fn one`, and
 * `//~ wants 2` makes its test fail until one of them holds `2`.
 * `//~ reads /etc/hosts` is a file outside of the repository that is compiled in.
 * Its rustfmt turns tabs into four spaces and cannot read `<<<`.
 *
 * `//~ error E0425 unknown //~ fix MaybeIncorrect: fn a() {}` is an error with the suggestion to write that line instead;
 * more of them are alternatives, `\n` in it ends a line, and `//then` begins a fix of the new line.
 */
export class FakeToolchain implements Toolchain {
  readonly #tree: () => ReadonlyMap<string, string>;
  readonly #options: FakeToolchainOptions;
  /** What was run, in order: `check`, `clippy`, `test`, `format src/lib.rs`. */
  readonly runs: string[] = [];
  /** Slots whose tree was vouched for, in order. */
  readonly trusted: Slot[] = [];

  constructor(tree: () => ReadonlyMap<string, string>, options: FakeToolchainOptions = {}) {
    this.#tree = tree;
    this.#options = options;
  }

  versions(_slot: Slot): Promise<ToolVersions> {
    return Promise.resolve({ rustc: 'rustc 1.95.0', cargo: 'cargo 1.95.0' });
  }

  trust(slot: Slot): Promise<void> {
    this.trusted.push(slot);
    return Promise.resolve();
  }

  async workspace(slot: Slot): Promise<Workspace> {
    const packages = this.#options.packages ?? [ROOT_PACKAGE];
    return { packages, ...(await this.versions(slot)) };
  }

  check(_slot: Slot): Promise<CargoRun> {
    return Promise.resolve(this.#cargo('check', ['error', 'warning']));
  }

  clippy(_slot: Slot): Promise<CargoRun | undefined> {
    if (this.#options.withoutClippy) return Promise.resolve(undefined);
    return Promise.resolve(this.#cargo('clippy', ['error', 'warning', 'clippy']));
  }

  test(_slot: Slot): Promise<TestRun> {
    const run = this.#cargo('test', ['error']);
    const built = run.ok || run.timedOut;
    const passed: string[] = [];
    const failed: string[] = [];
    const ignored: string[] = [];
    const library = this.#library();
    for (const [path, text] of built ? this.#reached() : [])
      for (const fn of rustFunctions(text, path).filter((each) => each.isTest)) {
        const list = fn.attributes.includes('ignore')
          ? ignored
          : fn.comments.some((comment) => fails(comment, library))
            ? failed
            : passed;
        list.push([targetOf(path), ...fn.path, fn.name].join('::'));
      }
    const output = failed.map((name) => `---- ${name.replace('app::', '')} stdout ----\nassertion failed`);
    const log = [run.log, ...output, ''].join('\n');
    return Promise.resolve({
      ...run,
      ok: run.ok && failed.length === 0,
      log,
      built,
      passed,
      failed,
      ignored,
    });
  }

  format(
    _slot: Slot,
    files: readonly { path: string; edition: string; text: string }[],
  ): Promise<ReadonlyMap<string, FormatResult> | undefined> {
    if (this.#options.withoutRustfmt) return Promise.resolve(undefined);
    this.runs.push(`format ${files.map((file) => file.path).join(' ')}`);
    return Promise.resolve(
      new Map(
        files.map(({ path, text }): [string, FormatResult] => [
          path,
          text.includes('<<<')
            ? { ok: false, message: 'error: expected item, found `<<`' }
            : { ok: true, text: text.replaceAll('\t', '    ') },
        ]),
      ),
    );
  }

  compiledFiles(_slot: Slot): Promise<ReadonlySet<string>> {
    const reached = this.#reached();
    const outside = [...reached.values()].flatMap((text) =>
      [...text.matchAll(/\/\/~ reads (\/\S+)/g)].map(([, path = '']) => path),
    );
    return Promise.resolve(new Set([...reached.keys(), ...outside]));
  }

  #cargo(name: string, kinds: readonly string[]): CargoRun {
    this.runs.push(name);
    const reached = this.#reached();
    const library = this.#library();
    const diagnostics = [...reached].flatMap(([path, text]) =>
      remarks(path, withNeeds(text, library), kinds),
    );
    const all = [...reached.values()].join('\n');
    const timedOut = all.includes(`//~ hangs ${name}`);
    const broken = all.includes(`//~ breaks ${name}`);
    const ok = !timedOut && !broken && diagnostics.every((each) => each.level !== 'error');
    const log = [...diagnostics.map((each) => each.rendered), broken ? 'error: linker `cc` failed' : ''].join(
      '\n',
    );
    return {
      command: `cargo ${name}`,
      ok,
      timedOut,
      diagnostics: timedOut ? [] : diagnostics,
      log,
      milliseconds: 1,
    };
  }

  /** Everything that is no integration test, as one text. */
  #library(): string {
    return [...this.#reached()].flatMap(([path, text]) => (isTestFile(path) ? [] : [text])).join('\n');
  }

  #reached(): ReadonlyMap<string, string> {
    const found = new Map<string, string>();
    const packages = this.#options.packages ?? [ROOT_PACKAGE];
    const waiting = [
      ...packages.flatMap((each) => each.targets.map((target) => target.file)),
      ...[...this.#tree().keys()].filter(isTestFile),
    ];
    for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
      const text = this.#tree().get(path);
      if (text === undefined || found.has(path)) continue;
      found.set(path, text);
      const folder = path.slice(0, path.lastIndexOf('/'));
      for (const declared of text.matchAll(/^(?:pub )?mod (\w+);/gm))
        waiting.push(`${folder}/${declared[1]}.rs`);
    }
    return found;
  }
}

const isTestFile = (path: string) => /^tests\/\w+\.rs$/.test(path);
const targetOf = (path: string) =>
  isTestFile(path) ? `app/test/${path.slice('tests/'.length, -'.rs'.length)}` : 'app';

function fails(comment: string, library: string): boolean {
  const wanted = /~ wants (\S+)/.exec(comment)?.[1];
  return comment.includes('~ fails') || (wanted !== undefined && !library.includes(wanted));
}

/** The text with the needs that the library does not meet as errors. */
function withNeeds(text: string, library: string): string {
  return text.replace(/\/\/~ needs (\w+)/g, (need, name: string) =>
    library.includes(`fn ${name}(`) ? need : `//~ error E0432 unresolved import \`app::${name}\``,
  );
}

function remarks(path: string, text: string, kinds: readonly string[]): readonly Diagnostic[] {
  return text.split('\n').flatMap((source, at): Diagnostic[] => {
    const remark = /\/\/~ (error|warning|clippy) (\S+) (.*)$/.exec(source);
    const [, kind = '', code = '', said = ''] = remark ?? [];
    const [message = '', ...fixes] = said.split(' //~ fix ');
    if (!remark || !kinds.includes(kind)) return [];
    const level = kind === 'error' ? 'error' : 'warning';
    const line = at + 1;
    const suggestions = fixes.map((fix) => wholeLine(fix, { path, text, line }));
    const rendered = `${level}[${code}]: ${message}\n --> ${path}:${line}:1\n  |\n${line} | ${source}\n`;
    return [{ level, code, message, rendered, file: path, line, column: 1, suggestions }];
  });
}

/** `MaybeIncorrect: text` as a suggestion to write the text in place of the line. */
function wholeLine(
  fix: string,
  { path, text, line }: { readonly path: string; readonly text: string; readonly line: number },
): Suggestion {
  const [, applicability, instead = ''] = /^(\w+): (.*)$/.exec(fix) ?? [];
  const lines = text.split('\n');
  const byteStart = Buffer.byteLength(
    lines
      .slice(0, line - 1)
      .map((each) => `${each}\n`)
      .join(''),
  );
  const byteEnd = byteStart + Buffer.byteLength(lines[line - 1] ?? '');
  const known = ['MachineApplicable', 'MaybeIncorrect', 'HasPlaceholders'] as const;
  return {
    message: 'write this',
    applicability: known.find((one) => one === applicability) ?? 'Unspecified',
    replacements: [
      {
        file: path,
        byteStart,
        byteEnd,
        text: instead.replaceAll('\\n', '\n').replaceAll('//then', '//~ fix'),
      },
    ],
  };
}
