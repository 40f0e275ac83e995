import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { CargoToolchain } from '../../src/adapters/cargo/cargo-toolchain.ts';
import { newDiagnostics } from '../../src/core/verdicts/new-diagnostics.ts';
import type { Sandbox } from '../../src/ports/sandbox.ts';
import type { Slot, TestRun } from '../../src/ports/toolchain.ts';
import { LIMITS } from '../../test/support/rust-slot.ts';
import type { EvalCase, FileTexts } from '../format/eval-case.ts';
import { brokenClaims } from './broken-claims.ts';
import { layTree } from './lay-tree.ts';
import { overlay } from './overlay.ts';

const CARGO_SECONDS = 60;

/** One working tree with a warm target folder, in which trees of one repository are judged after each other. */
export class BenchSlot {
  readonly #toolchain: CargoToolchain;
  readonly #sandbox: Sandbox;
  readonly slot: Slot;

  constructor(sandbox: Sandbox, folder: string) {
    this.#sandbox = sandbox;
    this.slot = { tree: join(folder, 'tree'), target: join(folder, 'target') };
    mkdirSync(this.slot.tree, { recursive: true });
    this.#toolchain = new CargoToolchain(sandbox, {
      features: [],
      packages: [],
      limits: { ...LIMITS, cargoSeconds: CARGO_SECONDS },
    });
  }

  /** `cargo test` on a tree. */
  async test(files: FileTexts): Promise<TestRun> {
    layTree(this.slot.tree, files);
    return await this.#toolchain.test(this.slot);
  }

  /** Errors and clippy warnings of a tree, each by its first line. */
  async findings(
    files: FileTexts,
  ): Promise<{ readonly errors: readonly string[]; warnings: readonly string[] }> {
    layTree(this.slot.tree, files);
    const run = (await this.#toolchain.clippy(this.slot)) ?? (await this.#toolchain.check(this.slot));
    const named = (level: 'error' | 'warning') =>
      newDiagnostics([], run.diagnostics, level).map((each) => `${each.file ?? ''}: ${each.message}`);
    const errors = named('error');
    return { errors: run.ok || errors.length > 0 ? errors : ['cargo failed'], warnings: named('warning') };
  }

  /**
   * Why a tree is not a right solution of a case; undefined when the hidden tests and claims hold.
   * @param mustPass tests that may not have got lost
   */
  async refusal(
    files: FileTexts,
    { hidden, claims }: Pick<EvalCase, 'hidden' | 'claims'>,
    mustPass: readonly string[] = [],
  ): Promise<string | undefined> {
    const broken = claims ? brokenClaims(files, claims) : [];
    if (broken.length > 0) return broken.join('; ');
    const run = await this.test(overlay(files, hidden));
    if (!run.ok) return run.built ? `failed: ${run.failed.join(', ') || 'timed out'}` : firstError(run);
    const passed = new Set(run.passed);
    const lost = mustPass.filter((name) => !passed.has(name));
    return lost.length === 0 ? undefined : `lost tests: ${lost.join(', ')}`;
  }

  /** What cargo says on stderr of `cargo check`, or else of `cargo test` with its stdout; '' when both succeed. */
  async plainError(files: FileTexts): Promise<string> {
    layTree(this.slot.tree, files);
    for (const verb of ['check', 'test'] as const) {
      const run = await this.#sandbox.run({
        argv: ['cargo', verb, '--workspace', '--offline'],
        ...this.slot,
        writableTree: true,
        cwd: '',
        env: {},
        timeoutSeconds: CARGO_SECONDS,
      });
      if (run.exitCode !== 0)
        return `${verb === 'test' ? run.stdout : ''}${run.stderr}`.slice(-20_000) || 'timed out';
    }
    return '';
  }
}

function firstError(run: TestRun): string {
  const error = run.diagnostics.find(({ level }) => level === 'error');
  return `does not compile: ${error?.code ?? ''} ${error?.message ?? 'no reason given'}`;
}
