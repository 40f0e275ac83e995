import { minimatch } from 'minimatch';

/** Texts of `.gitattributes`, by the folder that each stands in; '' is the repository's root. */
export type Attributes = ReadonlyMap<string, string>;

/**
 * Whether `filter=lfs` holds for a path: the last line that matches decides, that of a deeper folder over one above
 * (git-scm.com/docs/gitattributes). Macros and quoted patterns are not looked into.
 */
export function isInLfs(attributes: Attributes, path: string): boolean {
  const folders = [...attributes.keys()].filter((folder) => folder === '' || path.startsWith(`${folder}/`));
  let filter: string | undefined;
  for (const folder of folders.toSorted((a, b) => a.length - b.length)) {
    const within = folder === '' ? path : path.slice(folder.length + 1);
    for (const line of (attributes.get(folder) ?? '').split('\n')) {
      const [pattern = '', ...words] = line.trim().split(/\s+/);
      const last = words.findLast((word) => /^[-!]?filter(?:=|$)/.test(word));
      if (last !== undefined && matches(within, pattern)) filter = last;
    }
  }
  return filter === 'filter=lfs';
}

function matches(path: string, pattern: string): boolean {
  if (pattern === '' || pattern.startsWith('#') || pattern.startsWith('!')) return false;
  const options = { dot: true, nobrace: true, noext: true, nocomment: true, nonegate: true };
  return minimatch(path, pattern.replace(/^\//, ''), { ...options, matchBase: !pattern.includes('/') });
}
