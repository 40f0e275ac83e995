import { expect, test } from 'vitest';
import { COMPILE_FAULTS, type CompileKind } from '../../../eval/weak-model/compile-faults.ts';
import { withFaults } from '../../../eval/weak-model/content-fault.ts';
import { Random } from '../../../eval/weak-model/random.ts';

const base = new Map([['src/lib.rs', '//! Counts.\n\npub mod word;\n']]);
const files = new Map([
  ['src/lib.rs', '//! Counts.\n\npub mod count;\npub mod word;\n'],
  [
    'src/count.rs',
    [
      '//! Counts words.',
      '',
      'use std::collections::BTreeMap;',
      '',
      '#[derive(Debug, Clone, PartialEq)]',
      'pub struct Counts {',
      '    pub words: BTreeMap<String, usize>,',
      '}',
      '',
      'pub fn count(text: &str) -> Counts {',
      '    let mut words = BTreeMap::new();',
      '    for word in text.split_whitespace() {',
      '        *words.entry(word.to_string()).or_insert(0) += 1;',
      '    }',
      '    Counts { words }',
      '}',
      '',
    ].join('\n'),
  ],
]);

const kinds = Object.keys(COMPILE_FAULTS) as CompileKind[];
const spoil = (kind: CompileKind, seed: string) => {
  const fault = COMPILE_FAULTS[kind]({ files, base }, new Random(seed));
  const spoilt = fault && withFaults(files, [fault]);
  return { fault, text: [...(spoilt ?? [])].map(([, content]) => content).join('') };
};

test.each(kinds)(
  'a fault of kind %s changes the solution, names its symptoms, and depends on the seed alone',
  (kind) => {
    const { fault, text } = spoil(kind, 'one');
    expect(fault?.replacements.length).toBeGreaterThan(0);
    expect(fault?.symptoms.length).toBeGreaterThan(0);
    expect(text).not.toBe([...files.values()].join(''));
    expect(spoil(kind, 'one')).toEqual({ fault, text });
  },
);

test('a missing import names what can no longer be found', () => {
  const faults = ['a', 'b', 'c', 'd', 'e', 'f'].map((seed) => spoil('import', seed).fault);
  const kindsSeen = new Set(faults.map((fault) => fault?.kind));
  expect(kindsSeen).toEqual(new Set(['import', 'module']));
  expect(faults.find((fault) => fault?.kind === 'import')?.symptoms).toEqual(['BTreeMap']);
  expect(faults.find((fault) => fault?.kind === 'module')?.symptoms).toContain('count');
});

test('a solution with nothing to go wrong that way gets no fault', () => {
  const docs = new Map([['README.md', '# Counts\n']]);
  for (const kind of kinds)
    expect(COMPILE_FAULTS[kind]({ files: docs, base }, new Random('x'))).toBeUndefined();
});
