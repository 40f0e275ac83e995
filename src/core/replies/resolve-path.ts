/**
 * The repository path a model means: `./` dropped, a shortened path completed when exactly one known path ends in it,
 * a prepended repository name dropped when only the rest is known. Anything else stays as written; policy judges it.
 */
export function resolvePath(written: string, known: ReadonlySet<string>): string {
  const path = written.replace(/^(?:\.\/)+/, '');
  if (known.has(path) || /^[/~]|\\|(?:^|\/)\.\.(?:\/|$)/.test(path)) return path;
  const ending = `/${path}`;
  const longer: string[] = [];
  const firstSlash = path.indexOf('/');
  const folder = firstSlash < 0 ? '' : path.slice(0, firstSlash + 1);
  let folderExists = false;
  for (const candidate of known) {
    if (candidate.endsWith(ending)) longer.push(candidate);
    if (folder !== '' && candidate.startsWith(folder)) folderExists = true;
  }
  const [only, second] = longer;
  if (only !== undefined && second === undefined) return only;
  const rest = path.slice(folder.length);
  return !folderExists && folder !== '' && known.has(rest) && rest.includes('/') ? rest : path;
}
