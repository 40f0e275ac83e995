import fc from 'fast-check';
import { expect, test } from 'vitest';
import { publicReason } from '../../../src/core/metrics/public-reason.ts';

test.each([
  ['No model server answers at http://gpu.lan:1234/v1.', 'No model server answers at …'],
  ['connect ECONNREFUSED 127.0.0.1:9994', 'connect ECONNREFUSED …'],
  ['connect ECONNREFUSED [fe80::1]:1234', 'connect ECONNREFUSED …'],
  ['connect EHOSTUNREACH fe80::1ff:fe23:4567:890a', 'connect EHOSTUNREACH …'],
  ['getaddrinfo ENOTFOUND db.internal', 'getaddrinfo ENOTFOUND …'],
  ['postgres://ada:secret@db:5432/control failed', '… failed'],
  ['password authentication failed for user "ada"', 'password authentication failed for user …'],
  ['host=db.internal user=ada password=x', '… … …'],
  ['cannot open /home/ada/.local/state/journal.db', 'cannot open …'],
  ['model-stalled', 'model-stalled'],
  ['http_error: 503', 'http_error: 503'],
  ['two\nlines\u001b[31m', 'two lines'],
])('%j is published as %j', (reason, published) => {
  expect(publicReason(reason)).toBe(published);
});

test('no address survives, wherever it stands, and nothing is longer than 200', () => {
  const address = fc.constantFrom('http://10.0.0.7:1234/v1', '10.0.0.7:1234', 'postgres://u:p@10.0.0.7/x');
  fc.assert(
    fc.property(
      fc.string({ maxLength: 300 }),
      address,
      fc.string({ maxLength: 300 }),
      (before, one, after) => {
        const published = publicReason(`${before} ${one} ${after}`);
        expect(published).not.toContain('10.0.0.7');
        expect(published.length).toBeLessThanOrEqual(200);
      },
    ),
  );
});
