import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Environment } from './environment.ts';

/** Where slots, caches and reports are kept between runs: `$XDG_STATE_HOME/openspec-complete` (XDG Base Directory). */
export function stateFolder(env: Environment): string {
  const base = env.XDG_STATE_HOME || join(env.HOME || homedir(), '.local', 'state');
  return join(base, 'openspec-complete');
}
