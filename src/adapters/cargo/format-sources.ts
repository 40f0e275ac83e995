import { stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { readableLog } from '../../core/diagnostics/readable-log.ts';
import type { FormatResult, Slot } from '../../ports/toolchain.ts';
import { isComponentMissing } from './cargo-trouble.ts';
import type { SandboxedCargo } from './sandboxed-cargo.ts';

const FORMAT_SECONDS = 60;

export interface SourceText {
  readonly path: string;
  readonly edition: string;
  readonly text: string;
}

/** rustfmt over stdin with the configuration that holds at the file's place; undefined when rustfmt is missing. */
export async function formatSources(
  cargo: SandboxedCargo,
  slot: Slot,
  request: { readonly files: readonly SourceText[]; readonly signal: AbortSignal | undefined },
): Promise<ReadonlyMap<string, FormatResult> | undefined> {
  const results = new Map<string, FormatResult>();
  const inside = cargo.inside(slot);
  for (const file of request.files) {
    const configuration = await configurationFor(slot.tree, dirname(file.path));
    const run = await cargo.run(slot, {
      argv: [
        ...(['rustfmt', '--emit', 'stdout', '--quiet', '--edition', file.edition] as const),
        ...(configuration === undefined ? [] : ['--config-path', join(inside.tree, configuration)]),
      ],
      stdin: file.text,
      timeoutSeconds: FORMAT_SECONDS,
      signal: request.signal,
    });
    if (isComponentMissing(run)) return undefined;
    const ok = run.exitCode === 0 && !run.truncated;
    const message = run.timedOut ? 'rustfmt took too long' : readableLog(run.stderr, inside).trim();
    results.set(file.path, ok ? { ok, text: run.stdout } : { ok: false, message });
  }
  return results;
}

const CONFIGURATIONS = ['.rustfmt.toml', 'rustfmt.toml'];

/**
 * The rustfmt configuration that holds for files in a folder of the tree: the nearest one upwards, as rustfmt itself
 * looks for it. Given explicitly because over stdin rustfmt does not know where the text belongs.
 */
async function configurationFor(tree: string, folder: string): Promise<string | undefined> {
  for (const name of CONFIGURATIONS) {
    const found = await stat(join(tree, folder, name)).catch(() => undefined);
    if (found?.isFile()) return join(folder, name);
  }
  return folder === '.' || folder === '/' ? undefined : await configurationFor(tree, dirname(folder));
}
