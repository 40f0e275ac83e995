import { closeSync, openSync, readFileSync, watch, writeSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { FoundryCli } from '../support/foundry-cli.ts';

const LS = readFileSync('/bin/ls');

let foundry: FoundryCli;
beforeEach(() => {
  foundry = new FoundryCli();
  foundry.write({ 's/small': LS, 's/large': Buffer.concat([LS, Buffer.alloc(2 * 1_048_576)]) });
});
afterEach(() => foundry[Symbol.dispose]());

const factsOf = (name: string) => JSON.parse(readFileSync(`${foundry.brick(name)}.json`, 'utf8')).facts;

function change(name: string): void {
  const file = openSync(foundry.at(name), 'r+');
  writeSync(file, 'x', LS.length - 4_000);
  closeSync(file);
}

test('a changed file keeps facts: a small one at once, a large one when it is quiet', async () => {
  const { running, out } = foundry.begin(['watch', 's', '--poll', '0.5']);
  await out.until(/^watching 2 files/);
  const before = { small: factsOf('s/small'), large: factsOf('s/large') };
  expect(before.large.sections.length).toBeGreaterThan(10);
  change('s/small');
  await out.until(/^changed .*small/);
  expect(factsOf('s/small')).toEqual(before.small);
  const { promise, resolve } = Promise.withResolvers<void>();
  using _watching = { [Symbol.dispose]: () => bricks.close() };
  let isWithout = false;
  const bricks = watch(foundry.at('bricks'), () => {
    if (factsOf('s/large') === undefined) isWithout = true;
    else if (isWithout) resolve();
  });
  change('s/large');
  await out.until(/^changed .*large/);
  await promise;
  expect(factsOf('s/large')).toEqual(before.large);
  running.kill('SIGTERM');
  await running;
  expect(out.lines.filter((line) => line.startsWith('changed'))).toHaveLength(2);
});
