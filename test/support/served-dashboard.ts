import { once } from 'node:events';
import type { CliOptions, CliWorld } from './cli-world.ts';

/** What `openspec-complete view` serves for its dashboard. */
export async function servedDashboard(world: CliWorld, options: CliOptions): Promise<unknown> {
  const view = world.start(['view', '--port', '0', '--json'], options);
  const [said] = (await once(view.stdout, 'data')) as [Buffer];
  const { url } = JSON.parse(said.toString()) as { url: string };
  const dashboard: unknown = await (await fetch(`${url}api/dashboard`)).json();
  view.kill('SIGTERM');
  await view;
  return dashboard;
}
