import { expect, test } from 'vitest';
import { parseControlDsn } from '../../../src/adapters/journal/parse-control-dsn.ts';
import { Fault } from '../../../src/core/fault.ts';

test('nothing given is the embedded store in the state folder', () => {
  expect(parseControlDsn('', '/state')).toEqual({ kind: 'sqlite', file: '/state/journal.sqlite' });
});

test.each([
  ['off', { kind: 'off' }],
  [' off ', { kind: 'off' }],
  ['sqlite:journal.db', { kind: 'sqlite', file: 'journal.db' }],
  ['sqlite:/var/lib/journal.db', { kind: 'sqlite', file: '/var/lib/journal.db' }],
  ['sqlite:///var/lib/journal.db', { kind: 'sqlite', file: '/var/lib/journal.db' }],
  ['postgres://ann:pw@db/x', { kind: 'postgres', address: expect.objectContaining({ host: 'db' }) }],
  ['postgresql://ann:pw@db/x', { kind: 'postgres', address: expect.objectContaining({ user: 'ann' }) }],
])('%s names a store', (dsn, place) => {
  expect(parseControlDsn(dsn, '/state')).toEqual(place);
});

test.each([
  'postgres:/ann:secret@db/x',
  'mysql://ann:secret@db/x',
  'host=db user=ann password=secret',
  'postgres://ann:secret@db:nothing/x',
  'postgres://ann:sec%secret@db/x',
  'sqlite:',
  'sqlite://host/secret.db',
  'sqlite::memory:',
  'on',
  'POSTGRES://ann:secret@db/x',
])('%s is a fault of the settings that shows nothing of it', (dsn) => {
  let fault: unknown;
  try {
    parseControlDsn(dsn, '/state');
  } catch (error) {
    fault = error;
  }
  expect(fault).toBeInstanceOf(Fault);
  expect(fault).toMatchObject({
    code: 'bad-settings',
    exit: 2,
    message: expect.stringContaining('control-dsn'),
  });
  expect(String(fault)).not.toContain('secret');
});
