import { openBrickFolder } from '../adapters/artifacts/brick-folder.ts';
import { Fault } from '../core/fault.ts';
import type { Dashboard } from '../viewer/dashboard.ts';
import { serveViewer } from '../viewer/serve-viewer.ts';
import { viewerPages } from './viewer-pages.ts';

export interface ViewRequest {
  /** Folder of the bricks and their manifest. */
  readonly map: string;
  /** 0 for any free port. */
  readonly port: number;
  readonly dashboard: () => Promise<Dashboard>;
  readonly json: boolean;
  readonly print: (text: string) => void;
  readonly signal: AbortSignal;
}

/** `openspec-complete view`: serves until it is told to stop. Returns the exit code. */
export async function cliView(request: ViewRequest): Promise<number> {
  const { map, port, dashboard, print, signal } = request;
  const sources = { bricks: openBrickFolder(map), dashboard, pages: await viewerPages() };
  await using served = await serveViewer(sources, port).catch((error: unknown) => {
    throw new Fault('port-unusable', String(port), { cause: error });
  });
  print(request.json ? JSON.stringify({ url: served.url }) : `${served.url} shows ${map}; Ctrl-C ends it.`);
  await new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
  return 0;
}
