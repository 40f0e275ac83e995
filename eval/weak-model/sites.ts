import type { FileTexts } from '../format/eval-case.ts';

/** A line of a solution that a fault can spoil: it stands once in its file. */
export interface Site {
  readonly path: string;
  readonly line: string;
  /** The task added it, so that a message about it is about this work. */
  readonly added: boolean;
  /** It stands in or below `#[cfg(test)]`, or in a file of tests. */
  readonly test: boolean;
}

/** The lines of all Rust files of a solution, those the task added first in meaning: callers prefer them. */
export function sitesOf(solution: FileTexts, base: FileTexts): readonly Site[] {
  return [...solution].flatMap(([path, text]) => {
    if (!path.endsWith('.rs')) return [];
    const old = new Set((base.get(path) ?? '').split('\n'));
    const lines = text.split('\n');
    const testsFrom = lines.findIndex((line) => line.includes('#[cfg(test)]'));
    const isTestFile = /(?:^|\/)tests\//.test(path);
    const counts = new Map<string, number>();
    for (const line of lines) counts.set(line, (counts.get(line) ?? 0) + 1);
    return lines.flatMap((line, at) =>
      at === 0 || at === lines.length - 1 || line.trim() === '' || counts.get(line) !== 1
        ? []
        : [{ path, line, added: !old.has(line), test: isTestFile || (testsFrom >= 0 && at >= testsFrom) }],
    );
  });
}

/** Lines of code the task added, or with `anywhere` also those that were there; tests only where it wrote nothing else. */
export function codeSites(sites: readonly Site[], anywhere = false): readonly Site[] {
  const code = sites.filter(({ line, added }) => (added || anywhere) && !/^\s*\/\//.test(line));
  const own = code.filter(({ test }) => !test);
  return own.length > 0 ? own : code;
}

/** Replaces a whole line, or takes it away. */
export function lineReplacement(
  site: Site,
  after: string | null,
): { readonly path: string; readonly before: string; readonly after: string } {
  return { path: site.path, before: `\n${site.line}\n`, after: after === null ? '\n' : `\n${after}\n` };
}
