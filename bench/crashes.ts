import { ActionWorld } from '../test/support/action-world.ts';
import { countEvents, crashAndHeal, ONE_TASK } from '../test/support/crash-world.ts';

const KILLS = 20;

/** Kills the built bundle at twenty events spread over a run, and runs it again each time. */
export async function benchCrashes(): Promise<string> {
  await using world = await ActionWorld.start({ files: ONE_TASK });
  const events = await countEvents(world);
  const broken: string[] = [];
  for (let kill = 1; kill <= KILLS; kill += 1) {
    const n = Math.max(1, Math.round((kill * events) / (KILLS + 1)));
    const { at, wrong } = await crashAndHeal(world, n);
    if (wrong.length > 0) broken.push(`at event ${n} (${at}): ${wrong.join(', ')}`);
  }
  const said = `${KILLS - broken.length} of ${KILLS} kills, spread over ${events} events, healed by the next run`;
  if (broken.length > 0) throw new Error(`${said}; ${broken.join('; ')}`);
  return `${said} (bar: all)`;
}
