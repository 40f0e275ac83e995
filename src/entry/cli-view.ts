import { stat } from 'node:fs/promises';
import { openBrickFolder } from '../adapters/artifacts/brick-folder.ts';
import { parseControlDsn } from '../adapters/journal/parse-control-dsn.ts';
import type { RawInputs } from '../config/parse-inputs.ts';
import { Fault } from '../core/fault.ts';
import { EXPORTED_DAYS } from '../core/metrics/export-set.ts';
import { startOf } from '../core/metrics/export-window.ts';
import { printJson } from '../core/text/print-json.ts';
import { ask, type OpenJournalReader, withJournal } from '../flow/ask-journal.ts';
import type { Dashboard } from '../viewer/dashboard.ts';
import { dashboardOf } from '../viewer/dashboard-of.ts';
import { serveViewer } from '../viewer/serve-viewer.ts';
import type { Environment } from './environment.ts';
import { NO_FILES } from './no-files.ts';
import { openJournalReader } from './open-journal-reader.ts';
import { readSettings } from './read-settings.ts';
import { stateFolder } from './state-folder.ts';
import { viewerPages } from './viewer-pages.ts';

export interface ViewRequest {
  readonly raw: RawInputs;
  readonly env: Environment;
  /** Folder of the bricks and their manifest. */
  readonly map: string;
  /** Whether the folder was named; the default one may come later. */
  readonly mapHasToBe: boolean;
  /** 0 for any free port. */
  readonly port: number;
  readonly json: boolean;
  readonly print: (text: string) => void;
  readonly signal: AbortSignal;
}

/** Tasks on the page. */
const MOST_RUNS = 500;

/** `openspec-complete view`: serves until it is told to stop. Throws `bad-settings`, `map-missing`, `port-unusable`. */
export async function cliView(request: ViewRequest): Promise<number> {
  const { raw, env, map, port, print, signal } = request;
  const settings = await readSettings({ raw, env, repository: NO_FILES, commit: 'HEAD' });
  // What nobody but its user can mend is said now, not on the page.
  parseControlDsn(settings.control.dsn, stateFolder(env));
  await requireMap(map, request.mapHasToBe);
  const dashboard = () => gatherDashboard(() => openJournalReader(settings, env));
  const sources = { bricks: openBrickFolder(map), dashboard, pages: await viewerPages() };
  await using served = await serveViewer(sources, port).catch((error: unknown) => {
    throw new Fault('port-unusable', String(port), { cause: error });
  });
  print(request.json ? printJson({ url: served.url }) : `${served.url} shows ${map}; Ctrl-C ends it.`);
  await new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
  return 0;
}

async function requireMap(map: string, hasToBe: boolean): Promise<void> {
  const found = await stat(map).catch(() => undefined);
  if (found === undefined ? hasToBe : !found.isDirectory()) throw new Fault('map-missing', map);
}

function gatherDashboard(open: OpenJournalReader): Promise<Dashboard> {
  const window = { now: new Date(), days: EXPORTED_DAYS };
  const since = startOf(window);
  return withJournal(open, async (reader) => {
    const [calls, models, outcomes] = await Promise.all([
      ask(reader, (journal) => journal.calls(since)),
      ask(reader, (journal) => journal.models(since)),
      ask(reader, (journal) => journal.outcomes(since, MOST_RUNS)),
    ]);
    return dashboardOf({ calls, models, outcomes }, window);
  });
}
