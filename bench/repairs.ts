import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Judged } from '../src/flow/mend-candidate.ts';
import { openRepairBench } from '../test/support/repair-bench.ts';
import { readRepairProgram } from '../test/support/repair-program.ts';

const PROGRAMS = join(import.meta.dirname, '../test/fixtures/repairs');

/** How one program ended: right, compiling with other behaviour and so not kept, or as it was. */
type End = 'fixed' | 'caught' | 'left';

/**
 * Programs of one mistake each, mended as in a round: judged, repaired, judged again with the tests that say how they
 * behave. Beside them programs that only look as if, which must be left alone. One warm slot in the sandbox, no model.
 */
export async function benchRepairs(): Promise<string> {
  const started = performance.now();
  using bench = await openRepairBench();
  const ends = new Map<string, End>();
  const kinds = new Map<string, number>();
  for (const program of programsIn(PROGRAMS)) {
    const { refused, mended, wrong } = await bench.mend(program);
    expectOneMistake(program.name, refused);
    const fixed = isRight(mended);
    ends.set(program.name, fixed ? 'fixed' : wrong.length > 0 ? 'caught' : 'left');
    if (!fixed) continue;
    const kind = [...new Set(mended.repairs.map((repair) => repair.kind))].join('+');
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  }
  const touched: string[] = [];
  const alike = programsIn(join(PROGRAMS, 'left'));
  for (const program of alike) {
    const { mended } = await bench.mend(program);
    if (mended.repairs.length > 0) touched.push(program.name);
  }
  const named = (end: End) => [...ends].filter((one) => one[1] === end).map(([name]) => name);
  const percent = Math.round((named('fixed').length / ends.size) * 100);
  const list = (names: readonly string[]) => names.join(', ') || 'none';
  return [
    `${named('fixed').length} of ${ends.size} programs with one mistake (${percent} %) are right again with no model call (bar 55 %)`,
    `by kind: ${[...kinds].map(([kind, count]) => `${kind} ${count}`).join(', ')}`,
    `wrong guesses that a test caught, and that were not kept: ${list(named('caught'))}`,
    `look-alikes left alone: ${alike.length - touched.length} of ${alike.length}; touched: ${list(touched)}`,
    `not repaired: ${list(named('left'))}`,
    `${((performance.now() - started) / 1000).toFixed(0)} s`,
  ].join('\n  ');
}

function programsIn(folder: string) {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.rs.txt'))
    .sort()
    .map((file) => readRepairProgram(file.replace('.rs.txt', ''), readFileSync(join(folder, file), 'utf8')));
}

/** Compiled as a whole, and its tests pass; where the mistake is a warning, that is gone too. */
function isRight({ verdict, repairs }: Judged): boolean {
  const failed = verdict.gates.filter(({ result }) => result === 'failed').map(({ gate }) => gate);
  const asked = repairs.some(({ kind }) => kind === 'warning')
    ? failed
    : failed.filter((gate) => gate !== 'clippy');
  return repairs.length > 0 && asked.length === 0 && verdict.testsPassed > 0;
}

/** A program of which nothing would have to be repaired, or more than it is named after, measures nothing. */
function expectOneMistake(name: string, { verdict, errors, warnings, uncompiled }: Judged): void {
  const [kind] = name.split('-');
  const wanted =
    kind === 'module'
      ? (uncompiled?.length ?? 1) > 0
      : kind === 'warning'
        ? errors.length === 0 && warnings.length > 0
        : errors.length === 1 && errors[0]?.code.toLowerCase() === kind;
  const said = errors.map(({ code, message }) => `${code} ${message}`).join(', ') || 'no error';
  if (verdict.valid || !wanted) throw new Error(`${name} has ${said}`);
}
