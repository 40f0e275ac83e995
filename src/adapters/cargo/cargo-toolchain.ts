import type { Sandbox } from '../../ports/sandbox.ts';
import type {
  CargoRun,
  FormatResult,
  Slot,
  TestRun,
  Toolchain,
  ToolVersions,
  Workspace,
} from '../../ports/toolchain.ts';
import { buildPlace, trustBuildCode } from './build-place.ts';
import { type CargoPolicy, cargoScope } from './cargo-scope.ts';
import { isComponentMissing } from './cargo-trouble.ts';
import { compiledSources } from './compiled-sources.ts';
import type { FetchCrates } from './fetch-crates.ts';
import { formatSources, type SourceText } from './format-sources.ts';
import { type JudgedRun, judgeCargoRun } from './judge-cargo-run.ts';
import { readVersions, readWorkspace } from './read-workspace.ts';
import { runTests } from './run-tests.ts';
import { type CargoEnd, JSON_BYTES, SandboxedCargo } from './sandboxed-cargo.ts';

/** cargo, rustc, clippy and rustfmt of this machine, through the sandbox, always offline. */
export class CargoToolchain implements Toolchain {
  readonly #cargo: SandboxedCargo;
  readonly #scope: readonly string[];
  /** What the last check compiled, by target folder. */
  readonly #checked = new Map<string, () => Promise<ReadonlySet<string>>>();

  /** `fetch` brings crates that are missing; without it they have to be here. */
  constructor(sandbox: Sandbox, policy: CargoPolicy, fetch?: FetchCrates) {
    this.#cargo = new SandboxedCargo(sandbox, policy, fetch);
    this.#scope = cargoScope(policy);
  }

  async versions(slot: Slot, signal?: AbortSignal): Promise<ToolVersions> {
    const { rustc, cargo } = await readVersions(this.#cargo, slot, signal);
    return { rustc, cargo };
  }

  async trust(slot: Slot): Promise<void> {
    await trustBuildCode(slot);
  }

  async workspace(slot: Slot, signal?: AbortSignal): Promise<Workspace> {
    return await readWorkspace(this.#cargo, slot, signal);
  }

  async check(slot: Slot, signal?: AbortSignal): Promise<CargoRun> {
    await using place = await buildPlace(slot, signal);
    const end = await this.#build('check', place.slot, signal);
    const { artifacts, ...run } = this.#judge('check', place.slot, end);
    const sources = () => compiledSources(place.slot, this.#cargo.inside(place.slot), artifacts);
    // A copy is gone when somebody asks.
    const found = place.slot === slot ? undefined : await sources();
    this.#checked.set(slot.target, found ? async () => found : sources);
    return run;
  }

  async clippy(slot: Slot, signal?: AbortSignal): Promise<CargoRun | undefined> {
    await using place = await buildPlace(slot, signal);
    const end = await this.#build('clippy', place.slot, signal);
    if (end.exitCode !== 0 && isComponentMissing(end)) return undefined;
    const { artifacts: _, ...run } = this.#judge('clippy', place.slot, end);
    return run;
  }

  async test(slot: Slot, signal?: AbortSignal): Promise<TestRun> {
    await using place = await buildPlace(slot, signal);
    return await runTests(this.#cargo, place.slot, { scope: this.#scope, signal });
  }

  async format(
    slot: Slot,
    files: readonly SourceText[],
    signal?: AbortSignal,
  ): Promise<ReadonlyMap<string, FormatResult> | undefined> {
    return await formatSources(this.#cargo, slot, { files, signal });
  }

  async compiledFiles(slot: Slot): Promise<ReadonlySet<string>> {
    return (await this.#checked.get(slot.target)?.()) ?? new Set();
  }

  async #build(verb: 'check' | 'clippy', slot: Slot, signal: AbortSignal | undefined): Promise<CargoEnd> {
    return await this.#cargo.cargo(slot, {
      argv: [
        ...(['cargo', verb, ...this.#scope, '--all-targets'] as const),
        ...['--offline', '--locked', '--message-format=json'],
      ],
      outputBytes: JSON_BYTES,
      signal,
    });
  }

  #judge(verb: 'check' | 'clippy', slot: Slot, end: CargoEnd): JudgedRun {
    const command = `cargo ${verb} ${this.#scope.join(' ')} --all-targets`;
    return judgeCargoRun(end, this.#cargo.inside(slot), command);
  }
}
