import { homedir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { stateFolder } from '../../src/entry/state-folder.ts';

test('XDG_STATE_HOME comes first, then HOME, then what the system calls home', () => {
  expect(stateFolder({ XDG_STATE_HOME: '/srv/state', HOME: '/home/ada' })).toBe(
    '/srv/state/openspec-complete',
  );
  expect(stateFolder({ HOME: '/home/ada' })).toBe('/home/ada/.local/state/openspec-complete');
  expect(stateFolder({ HOME: '' })).toBe(join(homedir(), '.local/state/openspec-complete'));
});

test('a relative or empty XDG_STATE_HOME is ignored, as its specification asks', () => {
  for (const XDG_STATE_HOME of ['', 'state', './state', '../state'])
    expect(stateFolder({ XDG_STATE_HOME, HOME: '/home/ada' })).toBe(
      '/home/ada/.local/state/openspec-complete',
    );
});
