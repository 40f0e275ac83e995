import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import type { Environment } from './environment.ts';

/**
 * Where slots, caches and reports are kept between runs: `$XDG_STATE_HOME/openspec-complete`. A relative path there is
 * ignored (specifications.freedesktop.org/basedir-spec), it would end up inside somebody's checkout.
 */
export function stateFolder(env: Environment): string {
  const { XDG_STATE_HOME: wanted = '', HOME: home } = env;
  const base = isAbsolute(wanted) ? wanted : join(home || homedir(), '.local', 'state');
  return join(base, 'openspec-complete');
}
