import { Fault } from '../core/fault.ts';
import type { Environment } from './environment.ts';

const VARIABLE = 'OPEN_SPEC_DAEMON_INTERVAL';
const USUAL_SECONDS = 60;
const MOST_SECONDS = 86_400;

/** Milliseconds between two scans: the option, else the variable, else a minute. Throws `bad-settings`. */
export function daemonInterval(option: string | undefined, env: Environment): number {
  const given = option?.trim() || env[VARIABLE]?.trim();
  if (!given) return USUAL_SECONDS * 1000;
  const seconds = /^\d+(\.\d+)?$/.test(given) ? Number(given) : Number.NaN;
  if (seconds >= 0.1 && seconds <= MOST_SECONDS) return seconds * 1000;
  const name = option?.trim() ? '--interval' : VARIABLE;
  const at = `${name} must be a number of seconds from 0.1 to ${MOST_SECONDS} (it is ${JSON.stringify(given.slice(0, 60))})`;
  throw new Fault('bad-settings', at);
}
