// Bundles the Action and the CLI into dist/ (or the folder named as the first argument).
import { globSync, readdirSync, readFileSync } from 'node:fs';
import { chmod, copyFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'rolldown';
import { collectLicenses } from './collect-licenses.ts';
import { writeTypes } from './write-types.ts';

const root = join(import.meta.dirname, '..');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** @actions/core needs its HTTP client (and with it undici) for OIDC tokens only, which are not used: 30 ms of start. */
const NO_HTTP_CLIENT = {
  '@actions/http-client/lib/auth': join(root, 'scripts', 'no-http-client.ts'),
  '@actions/http-client': join(root, 'scripts', 'no-http-client.ts'),
};

/** The workflows that `openspec-complete init` writes, by file name. */
function readExamples(): Record<string, string> {
  const folder = join(root, 'examples');
  const names = readdirSync(folder).filter((name) => name.endsWith('.yml'));
  return Object.fromEntries(names.sort().map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}

/** The pages of `openspec-complete view`: scripts for the browser, and what they are shown in. */
export async function buildPages(out: string): Promise<readonly string[]> {
  const page = join(root, 'src', 'viewer', 'page');
  const { output } = await build({
    cwd: root,
    input: ['map', 'dashboard', 'decode-worker'].map((name) => join(page, `${name}.ts`)),
    platform: 'browser',
    transform: { target: 'es2022' },
    output: {
      dir: out,
      format: 'esm',
      minify: true,
      entryFileNames: '[name].js',
      chunkFileNames: '[name].js',
      comments: false,
    },
    logLevel: 'warn',
  });
  for (const name of ['map.html', 'dashboard.html', 'style.css', 'map.css', 'dashboard.css'])
    await copyFile(join(page, name), join(out, name));
  return output.flatMap((part) => (part.type === 'chunk' ? part.moduleIds : []));
}

/** The journal's statements, by their path below its folder. */
function readStatements(): Record<string, string> {
  const folder = join(root, 'src', 'adapters', 'journal');
  const paths = globSync('{postgres,sqlite}/{sql,migrations}/*.sql', { cwd: folder });
  return Object.fromEntries(paths.sort().map((path) => [path, readFileSync(join(folder, path), 'utf8')]));
}

/** Writes every bundle into `out`, which is emptied first; the same sources give the same bytes. */
export async function buildInto(out: string): Promise<void> {
  await rm(out, { recursive: true, force: true });
  await mkdir(out, { recursive: true });
  const { output } = await build({
    cwd: root,
    input: {
      action: 'src/entry/start-action.ts',
      cli: 'src/entry/start-cli.ts',
      // Beside the chunk that starts it.
      'chunks/brick-worker': 'src/entry/brick-worker.ts',
      // For apps that show the signal; not part of the program.
      indicator: 'src/entry/indicator.ts',
    },
    platform: 'node',
    transform: {
      target: 'node20',
      define: {
        OPENSPEC_COMPLETE_VERSION: JSON.stringify(version),
        OPENSPEC_COMPLETE_EXAMPLES: JSON.stringify(JSON.stringify(readExamples())),
        OPENSPEC_COMPLETE_SQL: JSON.stringify(JSON.stringify(readStatements())),
      },
    },
    resolve: { alias: NO_HTTP_CLIENT },
    output: {
      dir: out,
      format: 'esm',
      minify: true,
      entryFileNames: '[name].js',
      chunkFileNames: 'chunks/[name].js',
      comments: false,
    },
    logLevel: 'warn',
  });
  const modules = output.flatMap((part) => (part.type === 'chunk' ? part.moduleIds : []));
  const pages = await buildPages(join(out, 'viewer'));
  await writeFile(join(out, 'licenses.txt'), collectLicenses([...modules, ...pages]));
  await writeTypes(join(root, 'src', 'entry', 'indicator.ts'), {
    source: join(root, 'src'),
    out: join(out, 'types'),
  });
  await chmod(join(out, 'cli.js'), 0o755);
}

if (process.argv[1] === import.meta.filename) await buildInto(process.argv[2] ?? join(root, 'dist'));
