import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CliWorld, createCliWorld } from '../support/cli-world.ts';
import { findLeaks } from '../support/find-leaks.ts';
import { UNSEEN } from '../support/hostile-text.ts';
import { PUBLISHED_ATTACKS } from '../support/published-attacks.ts';

const TOKEN = `ghp_${'aB3dE6gH9'.repeat(4)}`;
const KEY = 'key-of-the-lab-4711';
const NAME = 'x\u001b]0;owned\u0007\u009b2J\u202e ::error::y ##[command]z';
const one = (text: string) => text.slice(0, 300).replace(/[\r\n]+/g, ' ');

let world: CliWorld;
beforeAll(async () => {
  world = await createCliWorld({ LM_STUDIO_API_KEY: KEY });
  const folder = join(world.root, 'openspec', 'changes', NAME);
  await mkdir(folder, { recursive: true });
  const lines = PUBLISHED_ATTACKS.map(({ text }, at) => `- [ ] 1.${at + 1} ${one(text)}`);
  const secrets = `- [ ] 2.1 ::error::deploy with ${TOKEN} and ${Buffer.from(KEY).toString('base64')}`;
  await writeFile(join(folder, 'tasks.md'), `## 1. Words\n\n${[...lines, secrets].join('\n')}\n`);
});
afterAll(() => world[Symbol.asyncDispose]());

test.each([
  ['tasks'],
  ['plan', '--max-tasks', '50'],
  ['tasks', '--json'],
  ['plan', '--json', '--max-tasks', '50'],
  ['tasks', '--change', `${NAME}${TOKEN}`],
  ['plan', '--order', `\u001b[31m${TOKEN}::`],
  [`\u009b31m${TOKEN}`],
  ['health', 'git', '--json'],
])('%j shows a terminal and a runner nothing but text, and no secret', async (...args) => {
  const { stdout, stderr } = await world.cli(args);
  expect(`${stdout}${stderr}`.length).toBeGreaterThan(10);
  for (const text of [stdout, stderr]) {
    expect(text.replaceAll(/[\u200d\ufe0f]/g, '')).not.toMatch(UNSEEN);
    expect(text).not.toContain('##[');
    expect(text.split(/\r\n|\n|\r/).filter((line) => line.trimStart().startsWith('::'))).toEqual([]);
    expect(findLeaks(text, { TOKEN, KEY })).toEqual([]);
  }
  if (args.includes('--json')) expect(JSON.parse(stdout)).toBeDefined();
});
