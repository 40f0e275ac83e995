import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readRepositories } from '../../eval/format/read-repositories.ts';
import { runRepository } from '../../eval/run-repository.ts';
import { type CaseResult, LOOPS, type Loop } from '../../eval/table/case-result.ts';
import { PRESETS, type Rates } from '../../eval/weak-model/rates.ts';
import { startWeakModel } from '../../eval/weak-model/start-weak-model.ts';
import { createModelServer } from '../../src/adapters/lm/create-model-server.ts';
import { machineSandbox } from '../support/rust-slot.ts';
import { TemporaryFolder } from '../support/temporary-folder.ts';

const never = { value: 0, source: '' };
const always = { value: 1, source: '' };

/** Rates of a model that only ever makes the faults named. */
function rates(faults: Partial<Rates>): Rates {
  const none = Object.keys(PRESETS.weak).map((name) => [name, never]);
  return { ...(Object.fromEntries(none) as Omit<Rates, 'repair'>), repair: PRESETS.weak.repair, ...faults };
}

async function evaluate(
  only: string,
  faults: Partial<Rates>,
  loops: readonly Loop[] = LOOPS,
): Promise<readonly CaseResult[]> {
  const [repository] = readRepositories(join(import.meta.dirname, '../../eval'), only);
  if (!repository) throw new Error(`no case ${only}`);
  using folder = new TemporaryFolder();
  await using weak = await startWeakModel([repository], rates(faults), 1);
  const server = createModelServer({ urls: [weak.url], stallSeconds: 60, temperature: 0.2 });
  const results: CaseResult[] = [];
  const sandbox = await machineSandbox();
  const report = (result: CaseResult) => results.push(result);
  const run = { sandbox, server, weak, url: weak.url, model: undefined, loops, report };
  await runRepository(repository, run, folder.path);
  return results;
}

test('a model without faults finishes a task in one round of either loop', async () => {
  const results = await evaluate('tally/2.3', {});
  expect(results.map(({ loop, end, usage }) => [loop, end, usage.calls])).toEqual([
    ['engine', 'finished', 1],
    ['plain', 'finished', 1],
  ]);
});

test('the hidden judge sees that a test of the base was lost', async () => {
  const [plain] = await evaluate('tally/1.2', { deletedTests: always }, ['plain']);
  expect(plain).toMatchObject({ end: 'false-accept', unseen: false });
  expect(plain?.reason).toMatch(/^lost (?:tests|assertions)/);
});
