import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { foundryTaskSchema } from '../../src/core/foundry/foundry-task.ts';
import { openFoundry } from '../../src/entry/open-foundry.ts';
import { runFoundryTask } from '../../src/flow/run-foundry-task.ts';
import type { Analysis, Analyst, Subject } from '../../src/ports/analyst.ts';
import { TemporaryFolder } from '../support/temporary-folder.ts';

let folder: TemporaryFolder;
let asked: Subject[];
beforeEach(() => {
  folder = new TemporaryFolder();
  folder.write({ 'log/a.txt': 'alpha', 'log/b.txt': 'beta' });
  asked = [];
});
afterEach(() => folder[Symbol.dispose]());

const KNOWN: Analysis = {
  facts: { format: 'text', properties: { lines: '1' }, sections: [], symbols: [] },
  semantic: {
    state: 'analysed',
    summary: 'A text.',
    kind: 'text',
    components: [],
    security: [],
    tags: ['text'],
    confidence: 0.9,
    next_step: 'cat log/a.txt',
    model: 'qwen',
    analysed_at: '2026-11-20T17:00:00.000Z',
  },
};
const analyst: Analyst = {
  analyse: async (subject) => {
    asked.push(subject);
    return KNOWN;
  },
};

function run(fields: object) {
  const world = openFoundry({
    root: folder.path,
    out: folder.path,
    analyses: join(folder.path, 'tasks'),
    path: process.env['PATH'] ?? '',
    version: '1.2.3',
    signal: new AbortController().signal,
  });
  return runFoundryTask({ ...world, analyst }, foundryTaskSchema.parse({ task_id: 'x', ...fields }), 'stem');
}
const json = (path: string) => JSON.parse(readFileSync(join(folder.path, path), 'utf8'));

test('what the analyst found out stands in the sidecar of the brick, beside where it comes from', async () => {
  const work = await run({
    ...{ type: 'convert_binary', source: 'log/a.txt', intent: 'look for tea', ai_model: 'small' },
  });
  expect(work).toMatchObject({ kind: 'folded', bricks: [{ path: 'x.brick', previewPath: 'x.png' }] });
  expect(json('bricks/x.brick.json')).toMatchObject({ ...KNOWN, source: { path: 'log/a.txt', size: 5 } });
  expect(asked).toMatchObject([{ source: 'log/a.txt', intent: 'look for tea', model: 'small' }]);
  const [subject] = asked;
  await using artifact = await subject?.open();
  const bytes = Buffer.alloc(10);
  expect(bytes.toString('utf8', 0, await artifact?.read(bytes))).toBe('alpha');
});

test('each of several files is asked about', async () => {
  await run({ type: 'crystallize_system', source: 'log', destination: 'all' });
  expect(asked.map(({ source }) => source)).toEqual(['log/a.txt', 'log/b.txt']);
});

test('an analysis alone is written beside the task, and nothing is folded', async () => {
  const work = await run({ type: 'analyze_system', source: 'log', intent: 'Add a file' });
  expect(work).toMatchObject({ kind: 'analysed', path: join(folder.path, 'tasks/stem.analysis.json') });
  expect(json('tasks/stem.analysis.json')).toEqual({
    ...{ task_id: 'x', source: 'log', intent: 'Add a file' },
    ...KNOWN,
  });
});
