// Bundles the Action and the CLI into dist/ (or the folder named as the first argument).
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'rolldown';

const root = join(import.meta.dirname, '..');

/** Writes every bundle into `out`, which is emptied first; the same sources give the same bytes. */
export async function buildInto(out: string): Promise<void> {
  await rm(out, { recursive: true, force: true });
  await mkdir(out, { recursive: true });
  await build({
    cwd: root,
    input: { action: 'src/entry/action.ts', cli: 'src/entry/cli.ts' },
    platform: 'node',
    output: {
      dir: out,
      format: 'esm',
      minify: true,
      entryFileNames: '[name].js',
      chunkFileNames: 'chunks/[name].js',
      legalComments: 'none',
    },
    logLevel: 'warn',
  });
}

if (process.argv[1] === import.meta.filename) await buildInto(process.argv[2] ?? join(root, 'dist'));
