import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openRepairBench } from '../support/repair-bench.ts';
import { readRepairProgram } from '../support/repair-program.ts';

const PROGRAMS = join(import.meta.dirname, '../fixtures/repairs');

/** Programs of the repair suite that stand for each kind; `npm run bench repairs` has them all. */
test('programs of each kind are mended or left alone, judged by cargo and their tests', async () => {
  using bench = await openRepairBench();
  const ended = new Map<string, readonly string[]>();
  for (const name of [
    'module-in-a-folder',
    'e0433-own-crate-name',
    'warning-unused-import',
    'left/import-that-two-modules-offer',
  ]) {
    const program = readRepairProgram(name, readFileSync(join(PROGRAMS, `${name}.rs.txt`), 'utf8'));
    const { mended } = await bench.mend(program);
    const { valid } = mended.verdict;
    ended.set(name, [`${valid ? 'valid' : 'refused'}`, ...mended.repairs.map(({ message }) => message)]);
  }
  expect(Object.fromEntries(ended)).toEqual({
    'module-in-a-folder': ['valid', 'src/shapes/square.rs was reached by no mod: mod square;'],
    'e0433-own-crate-name': ['valid', 'there is no repairs here: crate'],
    'warning-unused-import': ['valid', 'remove the unused import', 'remove the whole `use` item'],
    'left/import-that-two-modules-offer': ['refused'],
  });
});
