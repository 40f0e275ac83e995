import type { Dashboard } from '../dashboard.ts';
import { byId } from './element.ts';
import { showDashboard, showTroubles } from './show-dashboard.ts';
import { startTheme } from './theme.ts';

const REFRESH_MILLISECONDS = 10_000;
const SILENT =
  'The server does not answer. Start `openspec-complete view` again; this page goes on by itself.';
const FAILED = 'The server could not read what it is asked for. `openspec-complete health db` may say why.';

/** What is there to show, or a sentence that says why there is nothing. */
async function load(): Promise<Dashboard | string> {
  try {
    const reply = await fetch('/api/dashboard');
    return reply.ok ? ((await reply.json()) as Dashboard) : FAILED;
  } catch {
    return SILENT;
  }
}

let isAsking = false;

async function refresh(): Promise<void> {
  if (isAsking) return;
  isAsking = true;
  const found = await load();
  isAsking = false;
  const state = byId('live');
  if (typeof found === 'string') showTroubles([found]);
  else {
    showDashboard(found);
    state.textContent = `as of ${new Date().toLocaleTimeString(undefined, { timeStyle: 'short' })}`;
  }
  state.className = `live ${typeof found === 'string' ? 'off' : 'on'}`;
  document.documentElement.dataset.painted = 'true';
}

startTheme(byId('theme'));
setInterval(() => void refresh(), REFRESH_MILLISECONDS);
// Of a tab in the background, browsers let timers wait.
document.addEventListener('visibilitychange', () => void refresh());
void refresh();
