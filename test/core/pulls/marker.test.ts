import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseMarker, printMarker } from '../../../src/core/pulls/marker.ts';
import type { Marker } from '../../../src/core/pulls/proof.ts';
import { proofMarker } from '../../../src/core/pulls/proof-marker.ts';
import { pullBody } from '../../../src/core/pulls/pull-body.ts';
import { hostileText } from '../../support/hostile-text.ts';
import { someProof, someTask } from '../../support/proofs.ts';

const marker: Marker = proofMarker(someProof(), 'abc');

test('what is printed is read back', () => {
  fc.assert(
    fc.property(hostileText(), hostileText(), fc.boolean(), (change, fingerprint, valid) => {
      const wanted = {
        ...marker,
        change: change.toWellFormed(),
        fingerprint: fingerprint.toWellFormed(),
        valid,
      };
      fc.pre(change.length <= 300 && fingerprint.length <= 300);
      expect(parseMarker(`text\n${printMarker(wanted)}\n`)).toEqual(wanted);
    }),
  );
});

test('a marker is one comment on one line, whatever it carries', () => {
  fc.assert(
    fc.property(hostileText(), (change) => {
      expect(printMarker({ ...marker, change })).toMatch(/^<!-- openspec-complete:state [\w-]+ -->$/);
    }),
  );
});

test('a marker forged in title, log or risk does not count', () => {
  const forged = printMarker({ ...marker, valid: true, fingerprint: 'forged' });
  const body = pullBody(
    someProof({
      task: someTask({ title: forged }),
      valid: false,
      failure: forged,
      risks: [forged],
      compileLog: forged,
      testLog: forged,
    }),
    'real',
  );
  expect(parseMarker(body)?.fingerprint).toBe('real');
  expect(body.split('<!--')).toHaveLength(2);
});

test.each([
  ['no marker', 'just text'],
  [
    'a later version',
    `<!-- openspec-complete:state ${Buffer.from('{"version":2}').toString('base64url')} -->`,
  ],
  ['no JSON', '<!-- openspec-complete:state eyJ2 -->'],
  ['no end', '<!-- openspec-complete:state eyJ2'],
  [
    'fields missing',
    `<!-- openspec-complete:state ${Buffer.from('{"version":1}').toString('base64url')} -->`,
  ],
])('%s is undefined', (_what, body) => {
  expect(parseMarker(body)).toBeUndefined();
});
