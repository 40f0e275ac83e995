import { parseMarker } from '../../src/core/pulls/marker.ts';
import type { ActionWorld } from './action-world.ts';
import { TASKS } from './greeter-crate.ts';
import { killAction, scratchOf, strays } from './kill-action.ts';
import { runAction } from './run-action.ts';

const CALL = { event: 'schedule' };
/** One task, so that a run has one thing to do. */
export const ONE_TASK = { [TASKS]: '- [ ] 1.1 Add `pub fn goodbye(name: &str) -> String` to `src/lib.rs`\n' };
const BRANCH = 'openspec/more-words/1.1-add-pub-fn-goodbye-name-str-string-to-src-lib-rs';

/** Events of a whole run, so that kills can be spread over them. Leaves the world as it found it. */
export async function countEvents(world: ActionWorld): Promise<number> {
  const { events } = await killAction(world, Number.POSITIVE_INFINITY, CALL);
  await forget(world);
  return events;
}

/** What one crash came to: nothing wrong, when the list is empty. */
export interface Crash {
  /** The event the run was killed at. */
  readonly at: string;
  readonly wrong: readonly string[];
}

/** Kills a run at its nth event, runs again, and tells what is not as after a run that nobody disturbed. */
export async function crashAndHeal(world: ActionWorld, n: number): Promise<Crash> {
  const before = JSON.stringify(await world.checkoutState());
  const { at } = await killAction(world, n, CALL);
  const again = await runAction(world, { ...CALL, env: await scratchOf(world) });
  const wrong = await wrongWith(world);
  if (again.code !== 0 || again.stderr !== '')
    wrong.push(`the next run ended with ${again.code}: ${again.stderr}`);
  if (JSON.stringify(await world.checkoutState()) !== before) wrong.push('the checkout was touched');
  const writes = world.writes.length;
  if (n % 5 === 0) {
    await runAction(world, { ...CALL, env: await scratchOf(world) });
    if (world.writes.length !== writes)
      wrong.push(`a third run wrote ${world.writes.slice(writes).join(', ')}`);
  }
  await forget(world);
  return { at, wrong };
}

/** What is not as it should be after the task 1.1 was done once. */
export async function wrongWith(world: ActionWorld): Promise<string[]> {
  const { state, git, violations } = world.github;
  const wrong = [...(await strays(world)).map((stray) => `left behind: ${stray}`), ...violations];
  const names = Object.keys(await world.branches());
  if (names.join(' ') !== `main ${BRANCH}`) wrong.push(`branches: ${names.join(' ')}`);
  const [pull, ...more] = state.pulls;
  if (!pull || more.length > 0) wrong.push(`${state.pulls.length} pull requests`);
  if (!pull) return wrong;
  const marker = parseMarker(pull.body ?? '');
  const head = await git.branch(BRANCH);
  if (pull.state !== 'open' || pull.draft)
    wrong.push(`the pull request is ${pull.state}, draft: ${pull.draft}`);
  if (pull.labels.join(' ') !== 'openspec-complete') wrong.push(`labels: ${pull.labels.join(' ')}`);
  if (!marker?.valid || marker.head !== head || pull.headSha !== head)
    wrong.push('the pull request tells of another commit');
  const parent = await git.git('rev-parse', `${BRANCH}^`).catch(() => '');
  if (parent !== (await git.branch('main'))) wrong.push('the branch is not one commit on main');
  return wrong;
}

async function forget(world: ActionWorld): Promise<void> {
  world.github.state.pulls.length = 0;
  for (const name of Object.keys(await world.branches()))
    if (name !== 'main') await world.github.git.deleteRef(`refs/heads/${name}`);
}
