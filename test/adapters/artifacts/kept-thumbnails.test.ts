import { join } from 'node:path';
import { expect, test } from 'vitest';
import { KeptThumbnails } from '../../../src/adapters/artifacts/kept-thumbnails.ts';
import { TemporaryFolder } from '../../support/temporary-folder.ts';

const LATER = () => Date.now() + 10_000;

/** Asks for the thumbnail of a file; `reads` counts how often the file had to be read. */
function asking(kept: KeptThumbnails, path: string) {
  let reads = 0;
  const read = async () => Uint8Array.of(++reads);
  return { reads: () => reads, ask: () => kept.of(path, read) };
}

test('a file that is as it was is read once, and again when it changed', async () => {
  using folder = new TemporaryFolder().write({ a: 'one' });
  const { ask, reads } = asking(new KeptThumbnails(LATER), join(folder.path, 'a'));
  expect([await ask(), await ask(), reads()]).toEqual([Uint8Array.of(1), Uint8Array.of(1), 1]);
  folder.write({ a: 'another' });
  expect([await ask(), await ask(), reads()]).toEqual([Uint8Array.of(2), Uint8Array.of(2), 2]);
});

test('a file that has just changed is read each time, and one that is gone not at all', async () => {
  using folder = new TemporaryFolder().write({ a: 'one' });
  const fresh = asking(new KeptThumbnails(), join(folder.path, 'a'));
  expect([await fresh.ask(), await fresh.ask()]).toEqual([Uint8Array.of(1), Uint8Array.of(2)]);
  const gone = asking(new KeptThumbnails(LATER), join(folder.path, 'b'));
  expect([await gone.ask(), gone.reads()]).toEqual([undefined, 0]);
});
