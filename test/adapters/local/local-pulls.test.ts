import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { LocalPulls } from '../../../src/adapters/local/local-pulls.ts';
import { parsePullFile, printPullFile } from '../../../src/adapters/local/pull-file.ts';
import { printMarker } from '../../../src/core/pulls/marker.ts';
import { proofMarker } from '../../../src/core/pulls/proof-marker.ts';
import { pullsContract, pullText } from '../../contract/pulls-contract.ts';
import { hostileText } from '../../support/hostile-text.ts';
import { someProof } from '../../support/proofs.ts';

const folders: string[] = [];
async function place(): Promise<{ folder: string; branchPrefix: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'local-pulls-'));
  folders.push(folder);
  return { folder: join(folder, 'pulls'), branchPrefix: 'openspec/' };
}
afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

pullsContract('a folder of files', async () => new LocalPulls(await place()));

test('a pull request is one Markdown file named after change and task, and nothing else is left', async () => {
  const where = await place();
  const published = await new LocalPulls(where).ensure(pullText());
  const path = join(where.folder, 'add-greeting', '1.2-greet.md');
  expect(published).toMatchObject({ pull: { number: 0, url: path } });
  expect(await readdir(join(where.folder, 'add-greeting'))).toEqual(['1.2-greet.md']);
  expect(await readFile(path, 'utf8')).toMatchInlineSnapshot(`
    "---
    title: "add-greeting 1.2: Greet: \\"you\\" --- #"
    branch: "openspec/add-greeting/1.2-greet"
    base: "main"
    draft: false
    state: "open"
    labels: ["openspec-complete"]
    reviewers: []
    ---

    First line

    ---
    title: not this
    ---

    Last line
    "
  `);
});

test('a person who closes the file has rejected it', async () => {
  const where = await place();
  const pulls = new LocalPulls(where);
  await pulls.ensure(pullText());
  const path = join(where.folder, 'add-greeting', '1.2-greet.md');
  await writeFile(path, (await readFile(path, 'utf8')).replace('state: "open"', 'state: closed # no'));
  expect(await pulls.find(pullText().branch)).toMatchObject({ state: 'closed' });
  expect(await pulls.listOpen('openspec/')).toEqual([]);
});

test('a file edited beyond reading counts as none', async () => {
  const where = await place();
  const pulls = new LocalPulls(where);
  await pulls.ensure(pullText());
  await writeFile(join(where.folder, 'add-greeting', '1.2-greet.md'), '---\ntitle: [\n---\n');
  expect(await pulls.find(pullText().branch)).toBeUndefined();
  expect(await pulls.listOpen('openspec/')).toEqual([]);
});

test('the head is read from the marker', async () => {
  const pulls = new LocalPulls(await place());
  const body = `text\n${printMarker(proofMarker(someProof(), 'f'))}\n`;
  await pulls.ensure(pullText({ body }));
  expect((await pulls.find(pullText().branch))?.head).toBe(someProof().head);
});

test('many writers at once leave one whole file', async () => {
  const where = await place();
  const bodies = Array.from({ length: 20 }, (_, writer) => `${writer}\n`.repeat(2000));
  await Promise.all(bodies.map((body) => new LocalPulls(where).ensure(pullText({ body }))));
  expect(bodies).toContain((await new LocalPulls(where).find(pullText().branch))?.body);
  expect(await readdir(join(where.folder, 'add-greeting'))).toHaveLength(1);
});

test('no branch name leads out of the folder', async () => {
  const where = await place();
  const pulls = new LocalPulls(where);
  for (const branch of [
    'openspec/../../x',
    '../../../x',
    '/etc/x',
    'openspec/./x',
    'a//b',
    '..',
    'openspec/a\\..\\b',
  ]) {
    const published = await pulls.ensure(pullText({ branch }));
    expect(published.kind === 'opened' && published.pull.url.startsWith(where.folder + sep)).toBe(true);
    expect(await pulls.find(branch)).toMatchObject({ branch });
  }
});

test('every text is read back from its file', () => {
  fc.assert(
    fc.property(hostileText(), hostileText(), hostileText(60), (title, base, body) => {
      const file = {
        ...pullText({ title: title.toWellFormed(), base: base.toWellFormed(), body }),
        state: 'open' as const,
      };
      expect(parsePullFile(printPullFile(file))).toEqual(file);
    }),
    { numRuns: 500 },
  );
});
