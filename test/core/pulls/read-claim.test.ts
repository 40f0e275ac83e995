import fc from 'fast-check';
import { expect, test } from 'vitest';
import { printMarker } from '../../../src/core/pulls/marker.ts';
import type { Marker } from '../../../src/core/pulls/proof.ts';
import { readClaim } from '../../../src/core/pulls/read-claim.ts';
import { hostileText } from '../../support/hostile-text.ts';

const id = (sign: string) => sign.repeat(40);
const MARKER: Marker = {
  version: 1,
  change: 'add',
  task: '1',
  valid: true,
  tree: id('a'),
  head: id('b'),
  base: id('c'),
  rustc: 'rustc 1.95.0',
  cargo: 'cargo 1.95.0',
  gates: { check: 'passed', validate: 'skipped' },
  fingerprint: 'f',
};
const whyNot = (marker: Partial<Marker>) => {
  const read = readClaim(printMarker({ ...MARKER, ...marker }));
  return read.kind === 'none' ? read.why : undefined;
};

test('a marker is read with its gates', () => {
  const read = readClaim(`text\n${printMarker(MARKER)}\n`);
  expect(read).toMatchObject({ kind: 'claim', claim: { head: id('b'), task: '1' } });
  expect(read.kind === 'claim' && [...read.claim.gates]).toEqual([
    ['check', 'passed'],
    ['validate', 'skipped'],
  ]);
});

test.each<[string, Partial<Marker>, string]>([
  ['an id that is an option', { head: '--upload-pack=evil' }, 'the head in its marker is no git id'],
  ['an id that is a path', { tree: '../../etc/passwd' }, 'the tree in its marker is no git id'],
  ['a short id', { base: 'abc1234' }, 'the base in its marker is no git id'],
  ['a gate that does not exist', { gates: { check: 'passed', trust: 'passed' } }, 'does not exist'],
  ['a gate named like a property', { gates: { constructor: 'passed' } }, 'does not exist'],
  ['a result that does not exist', { gates: { check: 'sure' } }, 'does not exist'],
  ['a gate that failed', { gates: { check: 'passed', tests: 'failed' } }, 'the gate tests failed'],
  ['a failed draft', { valid: false }, 'nothing was proven'],
  ['no gate at all', { gates: {} }, 'no gate that passed'],
  ['skipped gates only', { gates: { check: 'skipped' } }, 'no gate that passed'],
])('%s is no claim', (_, marker, why) => {
  expect(whyNot(marker)).toContain(why);
});

test('a body without a marker, or any text, is no claim and no error', () => {
  expect(readClaim('')).toEqual({ kind: 'none', why: 'the pull request carries no marker of a proof' });
  fc.assert(fc.property(hostileText(), (text) => readClaim(text).kind === 'none'));
});

test('whatever stands in its fields, a claim has ids and gates of the known forms', () => {
  fc.assert(
    fc.property(
      hostileText(),
      hostileText(),
      fc.dictionary(hostileText(), hostileText()),
      (head, task, gates) => {
        expect(readClaim(printMarker({ ...MARKER, head, task, gates })).kind).toBe('none');
      },
    ),
  );
});
