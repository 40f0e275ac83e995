import { beforeAll, describe, expect, test } from 'vitest';
import { CargoToolchain } from '../../src/adapters/cargo/cargo-toolchain.ts';
import { findLostTests } from '../../src/core/verdicts/find-lost-tests.ts';
import { findRisks } from '../../src/core/verdicts/find-risks.ts';
import type { TestRun } from '../../src/ports/toolchain.ts';
import { LIMITS, machineSandbox, rustSlot } from '../support/rust-slot.ts';
import { TEST_FORGERIES, TESTED, WEAKENED_TESTS } from './attacks/forgeries.ts';
import { fingerprintOf } from './host-canary.ts';

describe('a test that lies about its neighbour', () => {
  let run: TestRun;
  let before: unknown;
  let after: unknown;
  beforeAll(async () => {
    using slot = rustSlot('forging');
    before = fingerprintOf(slot.tree);
    run = await new CargoToolchain(await machineSandbox(), {
      features: [],
      packages: [],
      limits: LIMITS,
    }).test(slot);
    after = fingerprintOf(slot.tree);
  });

  for (const { name, program } of TEST_FORGERIES)
    test(`${name} saves nobody`, () => {
      expect(run.failed).toContain(`forging/test/${program}::z_fails`);
      expect(run.passed).not.toContain(`forging/test/${program}::z_fails`);
    });

  test('what tests try on program, build and source fails', () => {
    for (const program of ['replaces_itself', 'plants_a_build', 'changes_a_source'])
      expect(run.passed).toContain(`forging/test/${program}::a_forges`);
    expect(after).toEqual(before);
  });
});

describe('a reply that weakens a test', () => {
  test('the test as it was has lost nothing', () => {
    expect(findLostTests([{ path: 'src/lib.rs', before: TESTED, after: TESTED }]).lost).toEqual([]);
  });

  for (const { name, after, how } of WEAKENED_TESTS)
    test(`${name} is found`, () => {
      const { lost } = findLostTests([{ path: 'src/lib.rs', before: TESTED, after }]);
      expect(lost.map((one) => `${one.test} ${one.how}`).join('; ')).toMatch(how);
    });

  test('code that ends its process, which could print whatever it likes first, is shown to the reviewer', () => {
    const after = TESTED.replace('    1\n', '    std::process::exit(0)\n');
    expect(findRisks([{ path: 'src/lib.rs', before: TESTED, after }])).toContain(
      'the process is ended (`exit`, `abort`) in `src/lib.rs` (1 more)',
    );
  });
});
