import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CargoToolchain } from '../../src/adapters/cargo/cargo-toolchain.ts';
import { newDiagnostics } from '../../src/core/verdicts/new-diagnostics.ts';
import { repairCandidate } from '../../src/flow/repair-candidate.ts';
import { folderLease } from '../support/folder-lease.ts';
import { LIMITS, machineSandbox, rustSlot } from '../support/rust-slot.ts';

/** Needs an import, a `mut` and a borrow; the byte order mark, the umlauts and the line ends move every byte. */
const COUNT = `\ufeff//! Zählt Wörter für Grüße 🦀.

/// Häufigkeit.
pub fn count(text: &str) -> usize {
    let seen = HashMap::new();
    for word in text.split(' ') {
        *seen.entry(word).or_insert(0usize) += 1;
    }
    let grüße = String::from("ß");
    seen.len() + length(grüße)
}

fn length(text: &str) -> usize {
    text.chars().count()
}

#[cfg(test)]
mod tests {
    #[test]
    fn counts() {
        assert_eq!(super::count("ä b ä"), 3);
    }
}
`.replaceAll('\n', '\r\n');

test('rustc mends an import, a borrow and a mut in a file of many bytes, and its test passes', async () => {
  using slot = rustSlot('greeter');
  await using lease = await folderLease(slot);
  const toolchain = new CargoToolchain(await machineSandbox(), {
    features: [],
    packages: [],
    limits: LIMITS,
  });
  const base = await toolchain.check(slot);
  const lib = await readFile(join(slot.tree, 'src/lib.rs'), 'utf8');
  const changes = new Map([
    ['src/lib.rs', lib.replace('mod with_space;', 'mod with_space;\npub mod count;')],
    ['src/count.rs', COUNT],
  ]);
  await lease.write(changes);
  const problems = newDiagnostics(base.diagnostics, (await toolchain.check(slot)).diagnostics, 'error');
  const before = new Map([['src/lib.rs', lib]]);
  const sources = async () => new Map();
  const about = { base, before, changes, problems, mayEdit: () => false, packages: [], sources };
  const repaired = await repairCandidate(toolchain, lease, about);
  expect(repaired?.problems).toEqual([]);
  expect(repaired?.repairs.map(({ code }) => code).sort()).toEqual(['E0308', 'E0433', 'E0596']);
  const text = repaired?.changes.get('src/count.rs') ?? '';
  expect(text.startsWith('\ufeff//! Zählt')).toBe(true);
  expect(text).toContain('length(&grüße)');
  await lease.write(repaired?.changes ?? new Map());
  expect((await toolchain.test(slot)).passed).toContain('greeter::count::tests::counts');
});
