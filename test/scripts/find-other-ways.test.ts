import { globSync, readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { findOtherWays } from '../../scripts/find-other-ways.ts';

let sources: ReadonlyMap<string, string>;
beforeAll(() => {
  sources = new Map(globSync('src/**/*.ts').map((file) => [file, readFileSync(file, 'utf8')]));
});

/** The complaints about the sources with a line more in one of them. */
function planted(file: string, line: string): readonly string[] {
  return findOtherWays(new Map([...sources, [file, `${sources.get(file) ?? ''}\n${line}\n`]]));
}

test('the sources have one way to a model', () => {
  expect(sources.size).toBeGreaterThan(500);
  expect(findOtherWays(sources)).toEqual([]);
});

test.each([
  ['src/flow/complete-task.ts', "await fetch('http://localhost:1234/v1/chat/completions', {});", 'HTTP'],
  ['src/flow/complete-task.ts', 'const answer = await globalThis.fetch(url);', 'HTTP'],
  ['src/core/report/totals.ts', "import { request } from 'node:http';", 'HTTP'],
  ['src/core/report/totals.ts', 'import { request } from "node:https";', 'HTTP'],
  ['src/entry/cli-run.ts', "const { request } = await import('node:http');", 'HTTP'],
  ['src/entry/cli-run.ts', "import http2 from 'node:http2';", 'HTTP'],
  ['src/entry/cli-run.ts', "import { Agent } from 'undici';", 'HTTP'],
  ['src/flow/new-way.ts', "import OpenAI from 'openai';", 'HTTP'],
  ['src/flow/new-way.ts', "import { connect } from 'node:net';", 'sockets'],
  ['src/entry/cli-run.ts', 'const url = env.LM_STUDIO_URL;', 'getLmStudioSettings'],
  ['src/entry/cli-run.ts', "const url = env['LM_STUDIO_BASE_URL'];", 'getLmStudioSettings'],
  ['src/entry/cli-run.ts', 'const { LM_STUDIO_MODEL: model } = env;', 'getLmStudioSettings'],
  ['src/adapters/lm/pool.ts', "const dsn = env['GEMATRIA_DSN'];", 'getLmStudioSettings'],
  ['src/entry/cli-run.ts', 'const server = createModelServer(settings.model);', 'without a journal'],
  ['src/entry/cli-run.ts', 'const to = selectLmBackend(endpoints, request);', 'selectLmBackend is called in'],
  ['src/adapters/lm/pool.ts', 'selectLmBackend(endpoints, request);', 'selectLmBackend is called in'],
  ['src/entry/cli-run.ts', 'guardedModelServer(server, budgets, APP);', 'guardedModelServer is called in'],
  ['src/entry/cli-run.ts', 'journaledModelServer(a, b, c);', 'journaledModelServer is called in'],
])('planted in %s, %s is found', (file, line, words) => {
  const complaints = planted(file, line);
  expect(complaints).not.toEqual([]);
  expect(complaints.join('\n')).toContain(words);
});

test('a call that is gone is found too', () => {
  const file = 'src/entry/open-model-server.ts';
  const without = (sources.get(file) ?? '').replace(
    'journaledModelServer(guarded, journal',
    'plain(guarded, journal',
  );
  expect(findOtherWays(new Map([...sources, [file, without]]))).toEqual([
    'journaledModelServer is called in no file, not once in src/entry/open-model-server.ts',
  ]);
});

test.each([
  ['src/adapters/git/git.ts', 'await git.fetch(place);'],
  ['src/flow/complete-task.ts', '// fetch(url) would be another way'],
  ['src/flow/complete-task.ts', 'await this.#fetch(name);'],
])('what is none is left alone: %s, %s', (file, line) => {
  expect(planted(file, line)).toEqual([]);
});
