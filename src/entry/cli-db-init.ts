import { type InitReport, initStore } from '../adapters/journal/init-store.ts';
import type { RawInputs } from '../config/parse-inputs.ts';
import { plainLine } from '../core/text/plain-line.ts';
import { printJson } from '../core/text/print-json.ts';
import { controlDsn } from './control-dsn.ts';
import type { Environment } from './environment.ts';
import { stateFolder } from './state-folder.ts';

export interface CliDbInitRequest {
  readonly env: Environment;
  readonly raw: RawInputs;
  readonly json: boolean;
  readonly print: (text: string) => void;
}

/**
 * `openspec-complete db init`: creates what the control plane's database lacks, changes nothing that is there.
 * Throws `bad-settings` and `journal-*` faults.
 */
export async function cliDbInit({ env, raw, json, print }: CliDbInitRequest): Promise<void> {
  const report = await initStore(controlDsn(raw, env), stateFolder(env));
  print(json ? printJson(report) : asText(report));
}

function asText({ at, created, there, differs }: InitReport): string {
  const lines = [
    ...created.map((name) => `created  ${name}`),
    ...there.map((name) => `there    ${name}`),
    `The control plane at ${at} is ${created.length > 0 ? 'set up' : 'as it was, nothing was missing'}.`,
  ];
  if (differs.length > 0) lines.push(`Left alone, but not as the journal expects it: ${differs.join('; ')}.`);
  return lines.map(plainLine).join('\n');
}
