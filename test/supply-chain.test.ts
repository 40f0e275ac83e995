import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '..');
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const { dependencies, devDependencies } = JSON.parse(read('package.json'));
const [production = '', development = ''] = read('docs/dependencies.md').split(/^Development only/m);
const LICENCES = ['MIT', 'ISC', 'BSD-3-Clause', 'Apache-2.0', 'BlueOak-1.0.0'];

/** Packages of the tables' first column, with the second. */
function rows(markdown: string): ReadonlyMap<string, string> {
  const found = [...markdown.matchAll(/^\| (`[^|]+`) \| ([^|]+) \|/gm)].flatMap(
    ([, names = '', second = '']) =>
      [...names.matchAll(/`([^`]+)`/g)].map(([, name = '']): [string, string] => [name, second]),
  );
  return new Map(found);
}

/** Packages with a module in the bundle, as the build wrote them down. */
const bundled = new Set(
  [...read('dist/licenses.txt').matchAll(/^(\S+)@\d\S*\n-+$/gm)].map(([, name = '']) => name),
);

test('every production dependency and every package in the bundle is listed, and nothing else', () => {
  expect(bundled.size).toBeGreaterThan(20);
  const wanted = [...new Set([...Object.keys(dependencies), ...bundled])];
  expect([...rows(production).keys()].toSorted()).toEqual(wanted.toSorted());
});

test('each is listed with the licence that it has, one that lets it be passed on', () => {
  for (const [name, licence] of rows(production)) {
    const { license } = JSON.parse(read(`node_modules/${name}/package.json`));
    expect([name, licence]).toEqual([name, license]);
    expect(LICENCES).toContain(licence);
  }
});

test('every development dependency is listed', () => {
  expect([...rows(development).keys()].toSorted()).toEqual(Object.keys(devDependencies).toSorted());
});

test('dependencies are exact versions, and every production package has its hash', () => {
  for (const version of Object.values({ ...dependencies, ...devDependencies }))
    expect(version).toMatch(/^\d+\.\d+\.\d+$/);
  const { packages } = JSON.parse(read('package-lock.json'));
  const production = Object.entries<{ integrity?: string; dev?: boolean }>(packages).filter(
    ([path, { dev }]) => path !== '' && !dev,
  );
  expect(production.length).toBeGreaterThan(bundled.size);
  for (const [path, { integrity }] of production)
    expect([path, integrity]).toEqual([path, expect.stringMatching(/^sha512-/)]);
});

test('one package may run a script when it is installed, and it is not in the bundle', () => {
  const { packages } = JSON.parse(read('package-lock.json'));
  const scripts = Object.entries<{ hasInstallScript?: boolean; optional?: boolean }>(packages)
    .filter(([, one]) => one.hasInstallScript && !one.optional)
    .map(([path]) => path.replace(/^.*node_modules\//, ''));
  expect(scripts).toEqual(['node']);
  expect(bundled.has('node')).toBe(false);
});

test('CI compares the bundle with its sources', () => {
  expect(read('.ci/run')).toMatch(/^step ".*" npm run -s check-dist$/m);
  expect(read('.github/workflows/ci.yml')).toContain('- run: bash .ci/run');
});

test('the bundle is all that an installed package runs: it asks for no other package', () => {
  const files = ['dist/action.js', 'dist/cli.js'].map(read).join('\n');
  const imports = [...files.matchAll(/^import .*?from ["']([^"']+)["']/gm)].map(([, from = '']) => from);
  expect(imports.filter((from) => !from.startsWith('.') && !from.startsWith('node:'))).toEqual([]);
});
