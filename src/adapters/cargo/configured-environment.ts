import { lstat, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'smol-toml';

/**
 * The `[env]` table of the repository's `.cargo/config.toml`, which cargo gives to test processes
 * (doc.rust-lang.org/cargo/reference/config.html#env): `NAME = "x"` or `{ value = "x", relative = true }`.
 *
 * @param inside the tree as the process sees it, for relative values.
 */
export async function configuredEnvironment(tree: string, inside: string): Promise<Record<string, string>> {
  const file = join(tree, '.cargo/config.toml');
  const found = await lstat(file).catch(() => undefined);
  if (!found?.isFile()) return {};
  const env: Record<string, string> = {};
  for (const [name, entry] of Object.entries(envTable(await readFile(file, 'utf8')))) {
    if (typeof entry === 'string') env[name] = entry;
    if (typeof entry !== 'object' || entry === null || !('value' in entry)) continue;
    const { value } = entry;
    if (typeof value !== 'string') continue;
    env[name] = 'relative' in entry && entry.relative === true ? join(inside, value) : value;
  }
  return env;
}

function envTable(text: string): object {
  try {
    const env = parse(text)['env'];
    return typeof env === 'object' ? env : {};
  } catch {
    // cargo has read the same file before: what it accepts and this parser does not, goes without.
    return {};
  }
}
