import { parseInputs, type RawInputs } from '../config/parse-inputs.ts';
import { Fault } from '../core/fault.ts';
import type { Environment } from './environment.ts';

/** The setting `control-dsn` of a command that needs no repository. Throws `bad-settings` with every mistake of the inputs. */
export function controlDsn(raw: RawInputs, env: Environment): string {
  const parsed = parseInputs(raw, env);
  if (!parsed.ok) throw new Fault('bad-settings', parsed.problems.join('; '));
  return parsed.inputs.lm.control.dsn;
}
