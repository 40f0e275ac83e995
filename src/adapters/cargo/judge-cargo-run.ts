import type { Diagnostic } from '../../core/diagnostics/diagnostic.ts';
import { type CargoArtifact, parseCargoMessages } from '../../core/diagnostics/parse-cargo-messages.ts';
import { readableLog } from '../../core/diagnostics/readable-log.ts';
import type { CargoRun } from '../../ports/toolchain.ts';
import type { CargoEnd } from './sandboxed-cargo.ts';

export interface JudgedRun extends CargoRun {
  readonly artifacts: readonly CargoArtifact[];
}

/** Turns a `--message-format=json` run of cargo into what a person would have seen, and its diagnostics. */
export function judgeCargoRun(
  run: CargoEnd,
  inside: { readonly tree: string; readonly target: string },
  command: string,
): JudgedRun {
  const { diagnostics, artifacts } = parseCargoMessages(run.stdout, inside.tree);
  // What was cut may have named warnings, errors and units: that is no verdict, and never a good one.
  const ok = run.exitCode === 0 && !run.truncated;
  const words = readableLog(run.stderr, inside);
  const rendered = diagnostics.map((diagnostic) => readableLog(diagnostic.rendered, inside).trimEnd());
  const notes = [
    ...(run.timedOut ? [`killed: ${command} did not end within its time limit`] : []),
    ...(run.truncated ? ['note: the output was too long and was cut in the middle'] : []),
    ...(run.lockfile ? [`note: Cargo.lock was ${run.lockfile} by cargo, offline`] : []),
  ];
  const { progress, rest } = splitProgress(words);
  const log = [progress, ...rendered, rest, ...notes].filter((part) => part !== '').join('\n\n');
  const unsaid = !ok && !diagnostics.some(({ level }) => level === 'error');
  const own = unsaid ? [...ownError(words), ...(run.truncated ? [outputCut(command)] : [])] : [];
  return {
    command,
    ok,
    timedOut: run.timedOut,
    diagnostics: [...diagnostics, ...own],
    log: `${log}\n`,
    milliseconds: run.milliseconds,
    ...(run.lockfile ? { lockfile: run.lockfile } : {}),
    artifacts,
  };
}

function outputCut(command: string): Diagnostic {
  const message = `the output of ${command} is too long to be sure of all of it; it has too many warnings`;
  return { level: 'error', code: 'cargo', message, rendered: `error: ${message}`, suggestions: [] };
}

/** Where cargo prints no JSON between, what it says falls into what it does (first) and how it ended (last). */
function splitProgress(words: string): { progress: string; rest: string } {
  const lines = words.trimEnd().split('\n');
  const isProgress = (line: string) =>
    /^ *(Compiling|Checking|Locking|Adding|Updating|Documenting) /.test(line);
  return {
    // Units are compiled side by side: sorted, two runs of the same work give the same log.
    progress: lines.filter(isProgress).sort().join('\n'),
    rest: lines.filter((line) => !isProgress(line)).join('\n'),
  };
}

/** cargo's own error (an unreadable manifest, an unknown crate, a failed build script) as a diagnostic. */
function ownError(words: string): readonly Diagnostic[] {
  const start = /^error(\[.*\])?: /m.exec(words);
  if (start === null) return [];
  const rendered = words.slice(start.index).trimEnd();
  const file = /\b([\w./-]*Cargo\.toml)\b(?::(\d+))?/.exec(rendered);
  return [
    {
      level: 'error',
      code: 'cargo',
      message: (rendered.split('\n')[0] ?? '').slice(start[0].length),
      rendered,
      ...(file?.[1] ? { file: file[1].replace(/^\.\//, '') } : {}),
      ...(file?.[2] ? { line: Number(file[2]) } : {}),
      suggestions: [],
    },
  ];
}
