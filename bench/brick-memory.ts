import { randomFillSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';

const MIB = 1_048_576;
const CLI = new URL('../dist/cli.js', import.meta.url).pathname;
/** Loaded into the process that is measured: its own peak, which it tells when it ends. */
const TELL_PEAK = `data:text/javascript,${encodeURIComponent(
  `import { readFileSync } from 'node:fs';
  process.on('exit', () => console.error(/VmHWM:.*/.exec(readFileSync('/proc/self/status', 'utf8'))[0]));`,
)}`;

/** Peak memory of `foundry fold` and `unfold` as processes, by size: one brick's bytes stand in memory, pixels never do. */
export async function benchBrickMemory(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-brick-memory-'));
  try {
    const bare = await peakOf(['foundry', 'fold', '--help']);
    const lines: string[] = [];
    for (const size of [1, 16, 64, 256]) {
      const [source, brick, out] = ['artifact', 'artifact.brick', 'back'].map((name) => join(folder, name));
      writeFileSync(source ?? '', randomFillSync(Buffer.allocUnsafe(size * MIB)));
      const fold = await peakOf(['foundry', 'fold', source ?? '', '--out', brick ?? '']);
      const unfold = await peakOf(['foundry', 'unfold', brick ?? '', '--out', out ?? '']);
      lines.push(`${size} MiB ${fold} and ${unfold}`);
      for (const name of ['artifact.brick', 'artifact.bricks.json', 'back'])
        rmSync(join(folder, name), { force: true });
    }
    return `peak MiB of fold and unfold as processes (${bare} for --help): ${lines.join(', ')}; the bricks have four times the bytes`;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function peakOf(args: readonly string[]): Promise<string> {
  const { stderr } = await execa(process.execPath, ['--import', TELL_PEAK, CLI, ...args]);
  return (Number(/VmHWM:\s+(\d+) kB/.exec(stderr)?.[1]) / 1_024).toFixed(0);
}
