import { brickFiles } from '../../src/adapters/artifacts/brick-files.ts';
import { brickPatches } from '../../src/adapters/artifacts/brick-patches.ts';
import { plainArtifacts } from '../../src/adapters/artifacts/open-plain.ts';
import { openFoldRoom } from '../../src/core/bricks/open-fold-room.ts';
import { PieceSeals } from '../../src/core/bricks/piece-seals.ts';
import { brickName } from '../../src/core/foundry/brick-name.ts';
import type { StepWorld } from '../../src/flow/keep-in-step.ts';
import { RememberedArtifacts } from '../../src/flow/remembered-artifacts.ts';

const [room, patchRoom] = [openFoldRoom(), openFoldRoom()];

/** Real files and bricks; `map` is the folder of the bricks. As a process has it that starts now. */
export function stepWorld(map: string, rest: Partial<StepWorld> = {}): StepWorld {
  return {
    artifacts: plainArtifacts,
    files: brickFiles,
    patches: brickPatches,
    clock: { now: () => new Date('2026-01-02T03:04:05Z') },
    room,
    patchRoom,
    seals: new PieceSeals(),
    remembered: new RememberedArtifacts(),
    version: '1.2.3',
    map,
    nameOf: (path) => path,
    brickOf: brickName,
    ...rest,
  };
}
