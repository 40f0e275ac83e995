import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { brickName } from '../../src/core/foundry/brick-name.ts';
import { parseManifest } from '../../src/core/foundry/map-manifest.ts';
import { LineReader } from './line-reader.ts';
import { TemporaryFolder } from './temporary-folder.ts';

const CLI = join(import.meta.dirname, '..', '..', 'dist', 'cli.js');

/** A folder in which `openspec-complete foundry` is run, as built. */
export class FoundryCli extends TemporaryFolder {
  at(name: string): string {
    return join(this.path, name);
  }

  /** Path of the brick of a file that is watched. */
  brick(name: string): string {
    return this.at(`bricks/${brickName(name)}`);
  }

  placed() {
    return parseManifest(readFileSync(this.at('bricks/manifest.json'), 'utf8')) ?? [];
  }

  begin(args: readonly string[], user: { uid?: number } = {}) {
    const running = execa(process.execPath, [CLI, 'foundry', ...args], {
      ...{ cwd: this.path, reject: false, ...user },
    });
    return { running, out: new LineReader(running.stdout) };
  }

  async run(...args: string[]) {
    const { exitCode: code, stdout, stderr } = await this.begin(args).running;
    return { code, stdout, stderr };
  }
}
