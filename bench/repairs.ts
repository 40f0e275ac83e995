import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CargoToolchain } from '../src/adapters/cargo/cargo-toolchain.ts';
import { newDiagnostics } from '../src/core/verdicts/new-diagnostics.ts';
import { repairCandidate } from '../src/flow/repair-candidate.ts';
import type { SlotLease } from '../src/ports/repository.ts';
import { folderLease } from '../test/support/folder-lease.ts';
import { LIMITS, machineSandbox, temporaryFolder } from '../test/support/rust-slot.ts';

const PROGRAMS = join(import.meta.dirname, '../test/fixtures/repairs');
const LIB = 'src/lib.rs';
const MANIFEST =
  '[package]\nname = "repairs"\nversion = "0.1.0"\nedition = "2021"\n\n[lib]\ndoctest = false\n';

/** How one program with one error ended: not compiling, compiling with a failing test and so dropped, or right. */
type End = 'broken' | 'dropped' | 'repaired';

/**
 * Programs of one error each, repaired by rustc's suggestions alone as in a round: what compiles again is kept only
 * if its test passes. One warm slot in the sandbox, no model.
 */
export async function benchRepairs(): Promise<string> {
  const started = performance.now();
  using folder = temporaryFolder();
  const slot = { tree: join(folder.path, 'tree'), target: join(folder.path, 'target') };
  mkdirSync(join(slot.tree, 'src'), { recursive: true });
  writeFileSync(join(slot.tree, 'Cargo.toml'), MANIFEST);
  writeFileSync(join(slot.tree, LIB), '');
  await using lease = await folderLease(slot);
  const toolchain = new CargoToolchain(await machineSandbox(), {
    features: [],
    packages: [],
    limits: LIMITS,
  });
  const ends = new Map<string, End>();
  for (const file of readdirSync(PROGRAMS).sort()) {
    const name = file.replace('.rs.txt', '');
    const end = await repair(toolchain, lease, { name, text: readFileSync(join(PROGRAMS, file), 'utf8') });
    ends.set(name, end);
  }
  const named = (end: End) => [...ends].filter((one) => one[1] === end).map(([name]) => name);
  const compiling = named('repaired').length + named('dropped').length;
  const percent = (count: number) => `${Math.round((count / ends.size) * 100)} %`;
  return [
    `${named('repaired').length} of ${ends.size} single-error programs (${percent(named('repaired').length)}) are right again with no model call (bar 55 %)`,
    `${compiling} compile (${percent(compiling)}); ${named('dropped').length} of them fail their test and are not kept: ${named('dropped').join(', ') || 'none'}`,
    `not repaired: ${named('broken').join(', ')}`,
    `${((performance.now() - started) / 1000).toFixed(0)} s`,
  ].join('\n  ');
}

async function repair(
  toolchain: CargoToolchain,
  lease: SlotLease,
  { name, text }: { readonly name: string; readonly text: string },
): Promise<End> {
  const changes = new Map([[LIB, text]]);
  await lease.write(changes);
  const check = await toolchain.check(lease.slot);
  const problems = newDiagnostics([], check.diagnostics, 'error');
  const [only] = problems;
  if (problems.length !== 1 || only?.code.toLowerCase() !== name.split('-')[0])
    throw new Error(
      `${name} has ${problems.map(({ code, message }) => `${code} ${message}`).join(', ') || 'no error'}`,
    );
  const base = { ...check, ok: true, diagnostics: [] };
  const before = new Map([[LIB, '']]);
  const mayEdit = () => false;
  const repaired = await repairCandidate(toolchain, lease, { base, before, changes, problems, mayEdit });
  if (!repaired || repaired.problems.length > 0) return 'broken';
  await lease.write(repaired.changes);
  return (await toolchain.test(lease.slot)).ok ? 'repaired' : 'dropped';
}
