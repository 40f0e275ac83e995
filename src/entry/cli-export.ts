import { join, resolve } from 'node:path';
import { LocalExports } from '../adapters/local/local-exports.ts';
import type { RawInputs } from '../config/parse-inputs.ts';
import { indicatorLine } from '../core/metrics/indicator-line.ts';
import { plainLine } from '../core/text/plain-line.ts';
import { printJson } from '../core/text/print-json.ts';
import { type Exported, exportMetrics } from '../flow/export-metrics.ts';
import type { Environment } from './environment.ts';
import { findRoot } from './find-root.ts';
import { NO_FILES } from './no-files.ts';
import { openJournalReader } from './open-journal-reader.ts';
import { readSettings } from './read-settings.ts';

export interface CliExportRequest {
  readonly raw: RawInputs;
  readonly env: Environment;
  readonly folder: string;
  /** Below `folder` when relative; {@link USUAL_FOLDER} of the repository when not given. */
  readonly out?: string;
  readonly json: boolean;
  readonly print: (text: string) => void;
  readonly mask: (text: string) => string;
}

/** Where downstream apps of the control plane look. */
const USUAL_FOLDER = ['share', 'atlas', 'control_plane'] as const;

/** `openspec-complete export`. Throws `bad-settings`, `not-writable`, `path-unusable` and `disk-full`. */
export async function cliExport(request: CliExportRequest): Promise<void> {
  const { raw, env, folder, out, json, print, mask } = request;
  const settings = await readSettings({ raw, env, repository: NO_FILES, commit: 'HEAD' });
  const root = await findRoot(folder);
  const path = out === undefined ? join(root, ...USUAL_FOLDER) : resolve(folder, out);
  const exports = new LocalExports({ path, within: root });
  const done = await exportMetrics(() => openJournalReader(settings, env), exports, new Date());
  const names = Object.keys(done.files);
  if (json) return print(printJson({ folder: path, files: names, ...stateOf(done) }));
  const lines = [
    indicatorLine(done.files['lm_indicator.json']),
    ...(done.fault ? [plainLine(done.fault.message)] : []),
    ...names.map((name) => `wrote ${join(path, name)}`),
  ];
  print(mask(lines.join('\n')));
}

function stateOf({ files }: Exported) {
  const { ok, db_off, error } = files['lm_insights_7d.json'];
  return { ok, db_off, error, indicator: files['lm_indicator.json'] };
}
