import { Fault } from '../../core/fault.ts';
import type { SandboxRun } from '../../ports/sandbox.ts';

/** Whether the program itself was not there: `prlimit` exits with 127, rustup's proxies say it in words. */
export function isProgramMissing(run: SandboxRun): boolean {
  return (
    (run.exitCode === 127 && /failed to execute|not found/.test(run.stderr)) ||
    /^error: (toolchain '.*' is not installed|no (default|override)|rustup could not choose)/m.test(
      run.stderr,
    )
  );
}

/** Whether a component (clippy, rustfmt) is absent from an otherwise working toolchain. */
export function isComponentMissing(run: SandboxRun): boolean {
  return (
    run.exitCode === 127 ||
    /^error: (no such command: `|'(cargo-)?(clippy|rustfmt|fmt|clippy-driver)(\.exe)?' is not installed)/m.test(
      run.stderr,
    )
  );
}

const OFFLINE =
  /offline|no matching package named|failed to (download|get) `|unable to update registry|failed to load source for dependency/;
/** Whether cargo stopped because a crate is not on this machine. */
export function isCrateMissing(run: SandboxRun): boolean {
  return run.exitCode !== 0 && OFFLINE.test(run.stderr);
}

const CRATE =
  /(?:no matching package named|failed to download|failed to load source for dependency|for the requirement) `([\w-]+)/g;

/** The fault behind a workspace that cargo cannot read. */
export function workspaceFault(run: SandboxRun): Fault {
  const { stderr } = run;
  if (/^error: toolchain '.*' is not installed/m.test(stderr))
    return new Fault('toolchain-missing', firstError(stderr));
  if (isProgramMissing(run)) return new Fault('no-cargo', firstError(stderr));
  if (OFFLINE.test(stderr)) {
    const crates = [...new Set([...stderr.matchAll(CRATE)].map((match) => match[1] ?? ''))];
    const asked = /failed to get `([\w-]+)` as a dependency/.exec(stderr)?.[1];
    const named = crates.length > 0 ? crates : asked === undefined ? [] : [asked];
    return new Fault('dependencies-missing', named.join(', ') || firstError(stderr));
  }
  return new Fault('manifest-broken', run.timedOut ? 'cargo metadata took too long' : firstError(stderr));
}

/** cargo's first error with its causes, on one line. */
function firstError(stderr: string): string {
  const start = /^error: /m.exec(stderr)?.index ?? 0;
  return (
    stderr
      .slice(start)
      .replace(/^error: /, '')
      .split(/\n(?=error|warning)/)[0]
      ?.split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '' && line !== 'Caused by:')
      .join(': ')
      .slice(0, 500) ?? ''
  );
}
