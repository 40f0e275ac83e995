import { cleanText } from './clean-text.ts';
import type { PromptPackage } from './prompt-input.ts';

const MOST_PACKAGES = 12;
const MOST_DEPENDENCIES = 15;

/** The map of the workspace: a line for each crate, then the source files by folder, at most `mostPaths` of them. */
export function printWorkspace(
  packages: readonly PromptPackage[],
  sources: readonly string[],
  mostPaths = 40,
): string {
  const lines = packages.slice(0, MOST_PACKAGES).map(printPackage);
  if (packages.length > MOST_PACKAGES) lines.push(`- … ${packages.length - MOST_PACKAGES} more crates`);
  const roots = new Set(packages.flatMap((one) => one.targets.map((target) => target.file)));
  const others = sources.filter((path) => !roots.has(path)).sort();
  if (mostPaths > 0 && others.length > 0) lines.push(`Other files: ${listPaths(others, mostPaths)}`);
  return cleanText(lines.join('\n'));
}

function printPackage(one: PromptPackage): string {
  const files = [...new Set(one.targets.map((target) => target.file))].slice(0, 6).join(' ');
  const crates = one.dependencies
    .slice(0, MOST_DEPENDENCIES)
    .map(({ name, version }) => `${name} ${version}`.trim());
  const more = one.dependencies.length - crates.length;
  const uses =
    crates.length === 0 ? 'no dependencies' : `uses ${crates.join(', ')}${more > 0 ? `, ${more} more` : ''}`;
  const folder = one.folder === '' ? '' : ` in ${one.folder}`;
  return `- ${one.name}${folder} (edition ${one.edition}): ${files}; ${uses}`;
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
