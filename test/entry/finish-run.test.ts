import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Fault } from '../../src/core/fault.ts';
import { finishRun } from '../../src/entry/finish-run.ts';
import { folderFiles } from '../../src/entry/folder-files.ts';
import { readSettings } from '../../src/entry/read-settings.ts';
import { SpentTime } from '../../src/entry/spent-time.ts';
import type { RunEnd } from '../../src/flow/complete-tasks.ts';
import { TemporaryFolder } from '../support/temporary-folder.ts';

async function faultOf(end: RunEnd): Promise<string | null> {
  using folder = new TemporaryFolder();
  const files = { raw: {}, env: {}, repository: folderFiles(folder.path), commit: 'HEAD' };
  const reportPath = join(folder.path, 'deep', 'report.json');
  const settings = await readSettings(files);
  const mask = (text: string) => text.replaceAll('hunter2', '***');
  const spent = new SpentTime();
  const record = { settings, startedAt: new Date(), reportPath, mask, proofs: [], spent, card: undefined };
  await finishRun(record, end);
  return JSON.parse(await readFile(reportPath, 'utf8')).fault;
}

test('the report says what stopped the run, a bug too, and names no secret', async () => {
  expect(await faultOf({ outcomes: [] })).toBeNull();
  const fault = new Fault('disk-full', '/hunter2');
  expect(await faultOf({ outcomes: [], fault })).toContain('The disk is full at /***.');
  const bug = await faultOf({ outcomes: [], fault, bug: new TypeError('no hunter2') });
  expect(bug).toMatch(/^This is a bug in openspec-complete, please report it: TypeError: no \*\*\*/);
});
