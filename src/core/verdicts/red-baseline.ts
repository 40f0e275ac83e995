import type { CargoFacts } from './cargo-facts.ts';
import { logTail } from './log-tail.ts';
import { newDiagnostics } from './new-diagnostics.ts';

/** What this needs to know of a workspace member; the toolchain's `Package` has it. */
export interface RedPackage {
  readonly name: string;
  readonly folder: string;
  readonly targets: readonly { readonly kind: string; readonly file: string }[];
}

/**
 * Why no candidate can be judged on this base, or undefined when one can: its check holds, or the errors leave
 * some package whose library or program compiles, so that new errors still show.
 */
export function redBaseline(check: CargoFacts, packages: readonly RedPackage[]): string | undefined {
  if (check.ok) return undefined;
  if (check.timedOut) return `\`${check.command}\` does not finish in time on the base`;
  const errors = newDiagnostics([], check.diagnostics, 'error');
  const first = errors[0];
  if (!first) return `\`${check.command}\` fails on the base: ${logTail(check.log, 1)}`;
  const broken = new Set<string>();
  for (const { file } of errors) {
    const home = file === undefined ? undefined : homeOf(file, packages);
    if (file === undefined || !home) return redBecause(check, errors.length, first.message);
    if (isShipped(file, home)) broken.add(home.name);
  }
  const healthy = packages.some((each) => !broken.has(each.name));
  return healthy ? undefined : redBecause(check, errors.length, first.message);
}

function redBecause(check: CargoFacts, count: number, message: string): string {
  return `\`${check.command}\` already has ${count} error${count === 1 ? '' : 's'} on the base, first: ${message}`;
}

function homeOf(file: string, packages: readonly RedPackage[]): RedPackage | undefined {
  return packages
    .filter((each) => each.folder === '' || file.startsWith(`${each.folder}/`))
    .sort((a, b) => b.folder.length - a.folder.length)[0];
}

/** An error in a test, an example or a benchmark leaves the library and programs to be judged. */
function isShipped(file: string, home: RedPackage): boolean {
  const inside = home.folder === '' ? file : file.slice(home.folder.length + 1);
  const target = home.targets.find((each) => each.file === file);
  if (target) return !/^(test|example|bench)$/.test(target.kind);
  return !/^(tests|examples|benches)\//.test(inside);
}
