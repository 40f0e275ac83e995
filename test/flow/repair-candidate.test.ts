import { describe, expect, test } from 'vitest';
import { type BrokenCandidate, repairCandidate } from '../../src/flow/repair-candidate.ts';
import type { CargoRun, Slot } from '../../src/ports/toolchain.ts';
import { FakeSlotLease } from '../fakes/fake-slot-lease.ts';
import { FakeToolchain, ROOT_PACKAGE } from '../fakes/fake-toolchain.ts';

type Files = Readonly<Record<string, string>>;

const BASE: Files = { 'src/lib.rs': 'mod other;\n', 'src/other.rs': 'fn other() {}\n' };

interface Over extends Partial<Pick<BrokenCandidate, 'mayEdit' | 'problems'>> {
  /** How the checks of repairs end, whatever the tree holds. */
  readonly ends?: Partial<CargoRun>;
}

async function repair(changes: Files, over: Over = {}) {
  const lease = FakeSlotLease.at('base', BASE);
  const toolchain = new FakeToolchain(() => lease.tree);
  const base = await toolchain.check(lease.slot);
  await lease.write(new Map(Object.entries(changes)));
  const { diagnostics } = await toolchain.check(lease.slot);
  toolchain.runs.length = 0;
  const ends = async (slot: Slot) => ({ ...(await toolchain.check(slot)), ...over.ends });
  const repaired = await repairCandidate({ check: ends }, lease, {
    base,
    before: new Map([['src/lib.rs', BASE['src/lib.rs'] ?? '']]),
    changes: new Map(Object.entries(changes)),
    problems: diagnostics.filter(({ level }) => level === 'error'),
    mayEdit: () => false,
    packages: [ROOT_PACKAGE],
    sources: async () => new Map(Object.entries(BASE)),
    ...over,
  });
  return {
    repaired,
    lib: repaired?.changes.get('src/lib.rs'),
    checks: toolchain.runs.length,
  };
}
const broken = (code: string, ...fixes: readonly string[]) =>
  [`x //~ error ${code} wrong`, ...fixes].join(' //~ fix ');
const lib = (...lines: readonly string[]) => ({ 'src/lib.rs': ['mod other;', ...lines, ''].join('\n') });

test('sure suggestions are applied together, with one check', async () => {
  const {
    repaired,
    lib: text,
    checks,
  } = await repair(
    lib(broken('E0384', 'MachineApplicable: fn a() {}'), broken('E0596', 'MachineApplicable: fn b() {}')),
  );
  expect(text).toBe('mod other;\nfn a() {}\nfn b() {}\n');
  expect(checks).toBe(1);
  expect(repaired?.problems).toEqual([]);
  expect(repaired?.repairs).toEqual([
    { kind: 'suggestion', code: 'E0384', file: 'src/lib.rs', line: 2, message: 'write this: fn a() {}' },
    { kind: 'suggestion', code: 'E0596', file: 'src/lib.rs', line: 3, message: 'write this: fn b() {}' },
  ]);
});

test('plausible ones are tried one after the other, and kept only when fewer errors are left', async () => {
  const { repaired, lib: text } = await repair(
    lib(broken('E0425', `MaybeIncorrect: y //~ error E0308 worse`, 'MaybeIncorrect: fn right() {}')),
  );
  expect(text).toBe('mod other;\nfn right() {}\n');
  expect(repaired?.repairs).toHaveLength(1);
});

test('where rustc offers a choice and two parts of it help, neither is made', async () => {
  const two = broken('E0425', 'MaybeIncorrect: use a::f;', 'MaybeIncorrect: use b::f;');
  expect((await repair(lib(two))).repaired).toBeUndefined();
  const { repaired, checks } = await repair(lib(two, broken('E0433', 'MaybeIncorrect: fn other() {}')));
  expect(repaired?.repairs.map(({ code }) => code)).toEqual(['E0433']);
  // Both parts, the other error, both parts again.
  expect(checks).toBe(5);
});

test('core and std are no choice', async () => {
  const same = broken(
    'E0405',
    'MaybeIncorrect: use std::fmt::Debug;',
    'MaybeIncorrect: use core::fmt::Debug;',
  );
  expect((await repair(lib(same))).lib).toBe(lib('use std::fmt::Debug;')['src/lib.rs']);
});

test('what does not help is not given back', async () => {
  const candidate = lib(broken('E0425', 'MaybeIncorrect: y //~ error E0308 worse'), 'fn kept() {}');
  const { repaired, checks } = await repair(candidate);
  expect(repaired).toBeUndefined();
  expect(checks).toBe(1);
});

test('where rustc has nothing that may be tried, nothing runs', async () => {
  const { repaired, checks } = await repair(lib(broken('E0425', 'HasPlaceholders: todo!()')));
  expect(repaired).toBeUndefined();
  expect(checks).toBe(0);
});

test.each<Partial<CargoRun>>([
  { timedOut: true, ok: false, diagnostics: [] },
  { ok: false, diagnostics: [] },
])('a check that does not end, or fails without naming an error, is no progress', async (ends) => {
  const { repaired, checks } = await repair(lib(broken('E0425', 'MaybeIncorrect: fn a() {}\n// then')), {
    ends,
  });
  expect(repaired).toBeUndefined();
  expect(checks).toBe(1);
});

test('a part of the errors may be left', async () => {
  const { repaired } = await repair(lib(broken('E0425', 'MaybeIncorrect: fn a() {}'), broken('E0282')));
  expect(repaired?.problems.map(({ code }) => code)).toEqual(['E0282']);
});

describe('errors that come to light behind others', () => {
  const behind = (then: string) => broken('E0433', `MaybeIncorrect: x //~ error E0596 behind ${then}`);

  test('are mended too', async () => {
    const { repaired, lib: text } = await repair(lib(behind('//then MachineApplicable: fn a() {}')));
    expect(text).toBe('mod other;\nfn a() {}\n');
    expect(repaired?.repairs.map(({ code }) => code)).toEqual(['E0433', 'E0596']);
  });

  test('leave the candidate as it was when rustc has no help for them', async () => {
    const { repaired, checks } = await repair(lib(behind('')));
    expect(repaired).toBeUndefined();
    expect(checks).toBe(1);
  });

  test('do not undo what had helped before', async () => {
    const { lib: text } = await repair(lib(broken('E0425', 'MaybeIncorrect: fn a() {}'), behind('')));
    expect(text).toBe(lib('fn a() {}', behind(''))['src/lib.rs']);
  });
});

test('a file that the candidate did not change is repaired only where the policy opens it', async () => {
  const candidate = lib();
  const text = `${broken('E0433', 'MaybeIncorrect: fn other() {}')}\n`;
  const suggested = {
    file: 'src/other.rs',
    byteStart: 0,
    byteEnd: Buffer.byteLength(BASE['src/other.rs'] ?? '') - 1,
    text: 'fn more() {}',
  };
  const error = {
    level: 'error' as const,
    code: 'E0433',
    message: text,
    rendered: '',
    file: 'src/other.rs',
    line: 1,
    suggestions: [
      { message: 'write this', applicability: 'MaybeIncorrect' as const, replacements: [suggested] },
    ],
  };
  const closed = await repair(candidate, { problems: [error] });
  expect(closed.repaired).toBeUndefined();
  const open = await repair(candidate, { problems: [error], mayEdit: (path) => path === 'src/other.rs' });
  expect(open.repaired?.changes.get('src/other.rs')).toBe('fn more() {}\n');
  expect(open.repaired?.before.get('src/other.rs')).toBe(BASE['src/other.rs']);
});

test('the number of checks is bounded', async () => {
  const many = Array.from({ length: 40 }, (_, at) =>
    broken('E0425', `MaybeIncorrect: y //~ error E0308 still ${at}`),
  );
  const { repaired, checks } = await repair(lib(...many));
  expect(repaired).toBeUndefined();
  expect(checks).toBe(16);
});

test('a suggestion of what a reply may not write is not tried', async () => {
  const { repaired, checks } = await repair(lib(broken('E0425', 'MaybeIncorrect: fn a() {} // \u202e')));
  expect(repaired).toBeUndefined();
  expect(checks).toBe(0);
});
