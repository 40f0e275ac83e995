// Keeps the arrows of ARCHITECTURE.md: which folder may import which, who may start processes, speak SQL or HTTP.
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { findOtherWays } from './find-other-ways.ts';

const MAY_IMPORT: Record<string, readonly string[]> = {
  entry: ['entry', 'flow', 'core', 'ports', 'adapters', 'config', 'viewer'],
  flow: ['flow', 'ports', 'core'],
  viewer: ['viewer', 'ports', 'core'],
  adapters: ['ports', 'core'],
  config: ['config', 'core'],
  ports: ['ports', 'core'],
  core: ['core'],
};
const ONLY_IN: readonly { pattern: RegExp; folders: readonly string[]; what: string }[] = [
  {
    pattern: /process\.(env|argv|exit)|from '@actions\//,
    folders: ['src/entry/'],
    what: 'the process and @actions/*',
  },
  { pattern: /from '@octokit\//, folders: ['src/adapters/github/'], what: 'Octokit' },
  { pattern: /from 'openai/, folders: ['src/adapters/lm/'], what: 'the model SDK' },
  { pattern: /from '(pg|node:sqlite)'/, folders: ['src/adapters/journal/'], what: 'SQL' },
  {
    pattern: /from '(execa|node:child_process)'/,
    folders: ['git', 'cargo', 'sandbox', 'openspec', 'artifacts'].map((name) => `src/adapters/${name}/`),
    what: 'starting processes',
  },
];

const complaints: string[] = [];
const imports = new Map<string, string[]>();
const texts = new Map<string, string>();
for (const file of globSync('src/**/*.ts')) {
  const text = readFileSync(file, 'utf8');
  texts.set(file, text);
  const from = file.split('/')[1] ?? '';
  const targets = [...text.matchAll(/from '(\.[^']+)'/g)].map((m) =>
    relative('.', join(dirname(file), m[1] ?? '')),
  );
  imports.set(file, targets);
  for (const target of targets) {
    const to = target.split('/')[1] ?? '';
    // Its folders and processes, which every adapter needs.
    const ofTheMachine = from === 'adapters' && target.startsWith('src/adapters/machine/');
    const sameAdapter =
      from === 'adapters' && to === 'adapters' && file.split('/')[2] === target.split('/')[2];
    if (!sameAdapter && !ofTheMachine && !MAY_IMPORT[from]?.includes(to))
      complaints.push(`${file} imports ${target}: ${from} may not import ${to}`);
  }
  for (const { pattern, folders, what } of ONLY_IN) {
    if (pattern.test(text) && !folders.some((folder) => file.startsWith(folder)))
      complaints.push(`${file} uses ${what}, which belongs in ${folders.join(', ')}`);
  }
}

function findCycle(file: string, path: readonly string[], done: Set<string>): readonly string[] | undefined {
  if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
  if (done.has(file)) return undefined;
  for (const target of imports.get(file) ?? []) {
    const cycle = findCycle(target, [...path, file], done);
    if (cycle) return cycle;
  }
  done.add(file);
  return undefined;
}
const done = new Set<string>();
for (const file of imports.keys()) {
  const cycle = findCycle(file, [], done);
  if (cycle) complaints.push(`import cycle: ${cycle.join(' -> ')}`);
}

complaints.push(...findOtherWays(texts));
for (const complaint of complaints) console.error(complaint);
console.log(`${imports.size} files, ${complaints.length} arrows the wrong way`);
process.exitCode = complaints.length === 0 ? 0 : 1;
