import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  claimRecord,
  hasExpired,
  nameHolder,
  parseClaim,
  printClaim,
} from '../../../src/core/claims/claim-record.ts';

const NOW = new Date('2026-11-20T10:00:00Z');
const holder = { run: '123', attempt: 2, id: 'a' };

test('a claim counts for the time of its run and half an hour', () => {
  const record = claimRecord(holder, NOW, 120);
  expect(record).toMatchObject({ takenAt: '2026-11-20T10:00:00.000Z', until: '2026-11-20T12:30:00.000Z' });
  expect(hasExpired(record, new Date('2026-11-20T12:29:59Z'))).toBe(false);
  expect(hasExpired(record, new Date('2026-11-20T12:30:00Z'))).toBe(true);
});

test('what was printed is read again, and says who holds it', () => {
  const process = { host: 'a', boot: 'b', namespace: 'c', pid: 7, started: '99' };
  const record = claimRecord({ ...holder, process }, NOW, 5);
  expect(parseClaim(printClaim(record))).toEqual(record);
  expect(nameHolder(record)).toBe('workflow run 123 (attempt 2)');
  expect(nameHolder({ ...holder, attempt: 0 })).not.toContain('123');
});

test('any other text is no claim', () => {
  for (const text of ['', '{}', '[]', 'null', '{"version":2}']) expect(parseClaim(text)).toBeUndefined();
  expect(
    parseClaim(printClaim(claimRecord(holder, NOW, 5)).replace(/"until":"[^"]+"/, '"until":"soon"')),
  ).toBeUndefined();
  fc.assert(fc.property(fc.string(), (text) => parseClaim(text) === undefined));
  fc.assert(fc.property(fc.json(), (text) => parseClaim(text) === undefined));
});
