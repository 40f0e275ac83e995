import { cleanText } from './clean-text.ts';
import { estimateTokens } from './estimate-tokens.ts';
import type { PromptPackage } from './prompt-input.ts';

const MOST_DEPENDENCIES = 15;
/** Tokens for crates with their dependencies; further crates are named only. */
const FULL_TOKENS = 220;
/** Tokens for all crates; the rest is counted. */
const CRATE_TOKENS = 300;
const PATH_TOKENS = 120;

/**
 * The map of the workspace: a line for each crate, then the source files by folder, at most `mostPaths` of them. Stays
 * within about 420 tokens however large the workspace is.
 */
export function printWorkspace(
  packages: readonly PromptPackage[],
  sources: readonly string[],
  mostPaths = 40,
): string {
  const lines: string[] = [];
  let used = 0;
  for (const [at, one] of packages.entries()) {
    const full = printPackage(one, dependenciesOf(one));
    const line = used + estimateTokens(full) <= FULL_TOKENS ? full : printPackage(one, '');
    used += estimateTokens(line);
    if (used > CRATE_TOKENS) {
      lines.push(`- and ${packages.length - at} more crates`);
      break;
    }
    lines.push(line);
  }
  const roots = new Set(packages.flatMap((one) => one.targets.map((target) => target.file)));
  // A line end in a name would begin a line of its own.
  const others = sources
    .filter((path) => !roots.has(path))
    .map((path) => path.replace(/\s+/g, ' '))
    .sort();
  if (mostPaths > 0 && others.length > 0) lines.push(`Other files: ${fittingPaths(others, mostPaths)}`);
  return cleanText(lines.join('\n'));
}

function printPackage(one: PromptPackage, dependencies: string): string {
  const files = [...new Set(one.targets.map((target) => target.file))].slice(0, 4).join(' ');
  const folder = one.folder === '' ? '' : ` in ${one.folder}`;
  return `- ${one.name}${folder} (edition ${one.edition}): ${files}${dependencies}`;
}

function dependenciesOf(one: PromptPackage): string {
  if (one.dependencies.length === 0) return '; no dependencies';
  const crates = one.dependencies
    .slice(0, MOST_DEPENDENCIES)
    .map(({ name, version }) => `${name} ${version}`.trim());
  const more = one.dependencies.length - crates.length;
  return `; uses ${crates.join(', ')}${more > 0 ? `, ${more} more` : ''}`;
}

function fittingPaths(paths: readonly string[], most: number): string {
  let count = Math.min(most, paths.length);
  while (count > 1 && estimateTokens(listPaths(paths, count)) > PATH_TOKENS) count = Math.floor(count * 0.8);
  return listPaths(paths, count);
}

/** `src/{a.rs b.rs} tests/{c.rs}`: a folder is named once. */
function listPaths(paths: readonly string[], most: number): string {
  const folders = new Map<string, string[]>();
  for (const path of paths.slice(0, most)) {
    const slash = path.lastIndexOf('/') + 1;
    const folder = path.slice(0, slash);
    folders.set(folder, [...(folders.get(folder) ?? []), path.slice(slash)]);
  }
  const listed = [...folders].map(([folder, names]) =>
    names.length === 1 || folder === ''
      ? names.map((name) => folder + name).join(' ')
      : `${folder}{${names.join(' ')}}`,
  );
  const more = paths.length - most;
  return more > 0 ? `${listed.join(' ')} and ${more} more` : listed.join(' ');
}
