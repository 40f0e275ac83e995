import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildPages } from '../../scripts/build.ts';
import { viewerPages } from '../../src/entry/viewer-pages.ts';
import type { BrickMap } from '../../src/ports/brick-map.ts';
import type { Dashboard } from '../../src/viewer/dashboard.ts';
import { type ServedViewer, serveViewer } from '../../src/viewer/serve-viewer.ts';

export const QUIET: Dashboard = {
  troubles: [],
  indicator: {
    status: 'offline',
    reason: 'no_calls',
    success_rate: 0,
    error_rate: 0,
    total_calls: 0,
    top_error_reason: null,
    window_days: 7,
    generated_at: '2026-11-20T10:00:00.000000+00:00',
  },
  days: [],
  models: [],
  runs: [],
};

/** The pages as they are built now, served over these bricks. */
export async function servedViewer(
  bricks: BrickMap,
  dashboard: () => Promise<Dashboard> = async () => QUIET,
): Promise<ServedViewer> {
  const folder = mkdtempSync(join(tmpdir(), 'openspec-complete-pages-'));
  try {
    await buildPages(folder);
    return await serveViewer({ bricks, dashboard, pages: await viewerPages(folder) }, 0);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
