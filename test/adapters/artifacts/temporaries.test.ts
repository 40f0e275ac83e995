import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdirSync, readdirSync, renameSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { brickFiles } from '../../../src/adapters/artifacts/brick-files.ts';
import { temporaryPath } from '../../../src/adapters/artifacts/temporary-path.ts';
import { LineReader } from '../../support/line-reader.ts';
import { TemporaryFolder } from '../../support/temporary-folder.ts';

const SCRIPT = join(import.meta.dirname, '..', '..', 'support', 'begin-bricks.ts');

let folder: TemporaryFolder;
const children: ChildProcess[] = [];
beforeEach(() => {
  folder = new TemporaryFolder();
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  folder[Symbol.dispose]();
});
const at = (name: string) => join(folder.path, name);
const names = (): readonly string[] => readdirSync(folder.path).toSorted();

/** A process that has a file and a folder under way. */
async function startMaker(): Promise<ChildProcess> {
  const child = spawn(process.execPath, [SCRIPT, at('x.brick')], { stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  await new LineReader(child.stdout).until(/begun/);
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

/** What the next command does first in this folder; in a process that has swept it, nothing more. */
async function putBrick(): Promise<void> {
  const path = at('other.brick');
  await using batch = await brickFiles.begin(path);
  const file = await batch.add();
  await batch.publish([{ file, path }]);
}

test('what a killed process left goes at the next start, what a living one makes stays', async () => {
  const [dead, living] = [await startMaker(), await startMaker()];
  const four = names();
  expect(four).toHaveLength(4);
  await kill(dead);
  expect(names()).toEqual(four);
  await putBrick();
  const left = names().filter((name) => name !== 'other.brick');
  expect(left).toHaveLength(2);
  for (const name of left) expect(name).toContain(`-${living.pid}-`);
});

test('a process that is stopped lives', async () => {
  const child = await startMaker();
  child.kill('SIGSTOP');
  const before = names();
  await putBrick();
  expect(names()).toEqual([...before, 'other.brick']);
});

test('what only looks like a leftover stays: a link, another name', async () => {
  await kill(await startMaker());
  const [name = ''] = names();
  using elsewhere = new TemporaryFolder().write({ 'folder/kept': 'kept', file: 'kept' });
  const links = ['folder', 'file'].map((target, at) => [
    target,
    name.replace(/.{8}(?=\.tmp$)/, `0000000${at}`),
  ]);
  for (const [target = '', link = ''] of links) symlinkSync(join(elsewhere.path, target), at(link));
  const others = ['.x.tmp', name.slice(1), `${name}.txt`, '.x.3b241101-e2bb-4255-8caf-4136c566a962.tmp'];
  folder.write(Object.fromEntries(others.map((other) => [other, ''])));
  await putBrick();
  const kept = [...others, ...links.map(([, link]) => link), 'other.brick'];
  expect(names()).toEqual(kept.toSorted());
  expect(readdirSync(elsewhere.path, { recursive: true }).toSorted()).toEqual([
    'file',
    'folder',
    'folder/kept',
  ]);
});

test.runIf(process.getuid?.() === 0)('what another user owns stays', async () => {
  await kill(await startMaker());
  const before = names();
  for (const name of before) chownSync(at(name), 65_534, 65_534);
  await putBrick();
  expect(names()).toEqual([...before, 'other.brick']);
});

test('a link in what is left is removed, and not followed', async () => {
  await kill(await startMaker());
  using elsewhere = new TemporaryFolder().write({ kept: 'kept' });
  for (const name of names())
    try {
      symlinkSync(elsewhere.path, join(at(name), 'link'));
    } catch {
      // It is the file.
    }
  await putBrick();
  expect(names()).toEqual(['other.brick']);
  expect(readdirSync(elsewhere.path)).toEqual(['kept']);
});

test.each([
  ['of an earlier start of this machine', (place: string) => swap(place, 8), false],
  ['of another machine', (place: string) => swap(place, 0), true],
  ['of another container', (place: string) => swap(place, 16), true],
])('a temporary %s', async (_, change, stays) => {
  await kill(await startMaker());
  const before = names();
  for (const name of before)
    renameSync(at(name), at(name.replace(/(?<=\.)[0-9a-f]{24}(?=-)/, (place) => change(place))));
  await putBrick();
  expect(names()).toHaveLength(stays ? 3 : 1);
});

test('a name may be as long as names can be', async () => {
  for (const stem of ['é'.repeat(120), 'a'.repeat(249), '漢'.repeat(80)]) {
    const path = at(`${stem}.brick`);
    const temporary = await temporaryPath(path);
    mkdirSync(temporary);
    expect(temporary).not.toContain('\ufffd');
  }
});

/** Other digits at a place. */
function swap(text: string, start: number): string {
  const digits = text.slice(start, start + 8);
  return text.slice(0, start) + (digits === '0'.repeat(8) ? '1' : '0').repeat(8) + text.slice(start + 8);
}
