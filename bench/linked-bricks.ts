import { createHash, randomBytes } from 'node:crypto';
import { linkSync } from 'node:fs';
import { join } from 'node:path';
import { printSidecar } from '../src/core/bricks/sidecar.ts';
import { printManifest } from '../src/core/foundry/map-manifest.ts';
import { brickOf } from '../test/support/brick-of.ts';
import { SOME_SIDECAR } from '../test/support/some-sidecar.ts';
import { TemporaryFolder } from '../test/support/temporary-folder.ts';

const DIFFERENT = 16;

/** A map of `across` x `across` bricks of 256 pixels with sidecars: links to 16 of them, for 10,000 have 2.6 GB. */
export function linkedBricks(across: number): TemporaryFolder {
  const folder = new TemporaryFolder();
  const entries = Array.from({ length: across * across }, (_, at) => {
    const brick = `${at}.brick`;
    if (at < DIFFERENT) folder.write(brickWithSidecar(brick, [`tag-${at}`]));
    else
      for (const end of ['', '.json'])
        linkSync(join(folder.path, `${at % DIFFERENT}.brick${end}`), join(folder.path, brick + end));
    return { x: at % across, y: Math.floor(at / across), brick, timestamp: 1 };
  });
  return folder.write({ 'manifest.json': printManifest(entries) });
}

function brickWithSidecar(brick: string, tags: string[]): Record<string, string | Uint8Array> {
  const bytes = randomBytes(65_536);
  const source = { ...SOME_SIDECAR.source, sha256: createHash('sha256').update(bytes).digest('hex') };
  const sidecar = { ...SOME_SIDECAR, source, semantic: { ...SOME_SIDECAR.semantic, tags } };
  return { [brick]: brickOf(bytes), [`${brick}.json`]: printSidecar(sidecar) };
}
