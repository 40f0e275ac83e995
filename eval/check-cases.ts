// `node eval/check-cases.ts [repository or case …]`: holds every case against its promises with real cargo in the sandbox.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { machineSandbox } from '../test/support/rust-slot.ts';
import type { EvalRepository } from './format/eval-case.ts';
import { readRepositories } from './format/read-repositories.ts';
import { BenchSlot } from './judge/bench-slot.ts';
import { checkCase } from './judge/check-case.ts';

const say = (text: string): void => console.log(text);

/** Prints a line for the base and one a case; returns how many are not as they should be. */
async function checkRepository(repository: EvalRepository): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'openspec-complete-cases-'));
  try {
    const bench = new BenchSlot(await machineSandbox(), folder);
    const { errors, warnings } = await bench.findings(repository.base);
    const tests = await bench.test(repository.base);
    const complaints = [...errors, ...warnings, ...(tests.ok ? [] : [`tests: ${tests.failed.join(', ')}`])];
    let bad = complaints.length > 0 ? 1 : 0;
    say(`${bad ? 'BAD' : 'ok '} ${repository.name} (base) ${complaints.join('; ')}`);
    for (const one of repository.cases) {
      const { faults, notes } = await checkCase(bench, repository.base, one);
      if (faults.length > 0) bad += 1;
      const label = `${faults.length > 0 ? 'BAD' : 'ok '} ${one.name} ${one.category}`;
      say(
        `${label}${notes.length > 0 ? ` [${notes.join(', ')}]` : ''}${faults.map((each) => `\n      ${each}`).join('')}`,
      );
    }
    return bad;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const wanted = process.argv.slice(2);
const repositories = (wanted.length > 0 ? wanted : [undefined]).flatMap((only) =>
  readRepositories(import.meta.dirname, only),
);
let bad = 0;
for (const repository of repositories) bad += await checkRepository(repository);
const count = repositories.reduce((sum, { cases }) => sum + cases.length, 0);
say(`${count} cases in ${repositories.length} repositories, ${bad} bad`);
process.exitCode = bad > 0 || count === 0 ? 1 : 0;
