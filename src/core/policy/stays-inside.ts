/**
 * Whether a relative path, followed from the folder of `file`, stays inside the repository at every step. `file` is a
 * repository path. Backslashes count as slashes, because they are slashes somewhere.
 */
export function staysInside(path: unknown, file: string): boolean {
  if (typeof path !== 'string' || /^[/\\~]|^[A-Za-z]:|[\0\n\r]/.test(path)) return false;
  let depth = file.split('/').length - 1;
  for (const name of path.split(/[/\\]/)) {
    if (name === '..') depth--;
    else if (name !== '.' && name !== '') depth++;
    if (depth < 0) return false;
  }
  return true;
}
