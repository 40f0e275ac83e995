import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { brickFiles } from '../../src/adapters/artifacts/brick-files.ts';
import { brickNames } from '../../src/core/bricks/brick-index.ts';
import { openFoldRoom } from '../../src/core/bricks/open-fold-room.ts';
import { parseSidecar, type Sidecar } from '../../src/core/bricks/sidecar.ts';
import { brickName } from '../../src/core/foundry/brick-name.ts';
import { bricksInTurn } from '../../src/flow/bricks-in-turn.ts';
import { findBricks } from '../../src/flow/find-bricks.ts';
import { foldArtifact } from '../../src/flow/fold-artifact.ts';
import { keepInStep, type Step, type StepWorld } from '../../src/flow/keep-in-step.ts';
import { stepWorld } from './step-world.ts';
import { TemporaryFolder } from './temporary-folder.ts';

/** Bytes of a brick of a {@link SeveralBricks}; 64 MiB take too long to fold for so many. */
export const BRICK = 4 * 1_048_576;

const room = openFoldRoom();

/** A file that is kept in step with several bricks. */
export class SeveralBricks implements Disposable {
  readonly #folder = new TemporaryFolder();
  readonly source = join(this.#folder.path, 'artifact');
  readonly map = join(this.#folder.path, 'bricks');
  readonly out = join(this.map, brickName(this.source));
  world = this.started();

  /** As a process has it that starts now. */
  started(rest: Partial<StepWorld> = {}): StepWorld {
    return stepWorld(this.map, { largest: BRICK, ...rest });
  }

  /** Brings the file into step, with these bytes or as it is. */
  async step(bytes?: Uint8Array, world = this.world): Promise<Step> {
    if (bytes) writeFileSync(this.source, bytes);
    return await keepInStep(world, this.source);
  }

  /** A file and its bricks as of nothing before. */
  async restart(bytes: Uint8Array): Promise<void> {
    rmSync(this.map, { recursive: true, force: true });
    this.world = this.started();
    await this.step(bytes);
  }

  path(number: number): string {
    return brickNames(this.out).part(number - 1);
  }

  inode(number: number): number {
    return statSync(this.path(number)).ino;
  }

  names(...numbers: readonly number[]): readonly string[] {
    return numbers.map((number) => this.path(number).slice(this.map.length + 1));
  }

  sidecar(): Sidecar {
    return parseSidecar(readFileSync(`${this.out}.json`, 'utf8')) as Sidecar;
  }

  async unfolded(): Promise<Buffer> {
    const parts: Buffer[] = [];
    for await (const { bytes } of bricksInTurn(
      { files: brickFiles, room },
      await findBricks(brickFiles, this.out),
    ))
      parts.push(Buffer.from(bytes));
    return Buffer.concat(parts);
  }

  /** The bricks and their index are byte for byte those of a whole fold, and no other file is there. */
  async isAsFolded(): Promise<void> {
    const other = join(this.#folder.path, 'whole');
    rmSync(other, { recursive: true, force: true });
    const out = join(other, brickName(this.source));
    const { sidecar } = await foldArtifact(this.world, { source: this.source, out, compress: false });
    const names = readdirSync(other).sort();
    expect(readdirSync(this.map).sort()).toEqual(names);
    for (const name of names.filter((one) => !one.endsWith('.brick.json'))) {
      const isSame = readFileSync(join(this.map, name)).equals(readFileSync(join(other, name)));
      expect({ name, isSame }).toEqual({ name, isSame: true });
    }
    expect(this.sidecar()).toMatchObject({ source: sidecar.source, brick: sidecar.brick });
  }

  [Symbol.dispose](): void {
    this.#folder[Symbol.dispose]();
  }
}
