import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { changesInFolder } from '../../../src/adapters/openspec/open-changes.ts';
import { TemporaryFolder } from '../../support/temporary-folder.ts';

const FIXTURES = 'test/fixtures/openspec';
const CLI = 'node_modules/@fission-ai/openspec/bin/openspec.js';

function schema(name: string, rest: string): string {
  return `name: ${name}\nversion: 1\nartifacts:\n${rest}`;
}
const artifact = (id: string, generates: string) =>
  `  - id: ${id}\n    generates: "${generates}"\n    description: d\n    template: t.md\n`;

/** Changes whose tracked files are not simply tasks.md; each has 1 task there and 2 in its own tasks.md. */
const SCHEMAS: Record<string, string> = {
  globbed: schema(
    'globbed',
    `${artifact('todo', 'todo/**/*.md')}apply:\n  requires: [todo]\n  tracks: "todo/**/*.md"\n`,
  ),
  literal: schema('literal', `${artifact('todo', 'todo.md')}apply:\n  requires: [todo]\n  tracks: todo.md\n`),
  unmatched: schema(
    'unmatched',
    `${artifact('tasks', 'list.md')}apply:\n  requires: [tasks]\n  tracks: todo.md\n`,
  ),
  untracked: schema('untracked', artifact('tasks', 'todo/*.md')),
  broken: 'name: broken\nversion: none\n',
  braces: schema(
    'braces',
    `${artifact('todo', '{work,todo}/a.md')}apply:\n  requires: [todo]\n  tracks: "{work,todo}/a.md"\n`,
  ),
};

function writeSchemaChanges(folder: TemporaryFolder): void {
  for (const [name, text] of Object.entries(SCHEMAS)) {
    folder.write({
      [`openspec/schemas/${name}/schema.yaml`]: text,
      [`openspec/schemas/${name}/templates/t.md`]: '',
      [`openspec/changes/with-${name}/.openspec.yaml`]: `schema: ${name}\n`,
      [`openspec/changes/with-${name}/tasks.md`]: '- [ ] one\n- [x] two\n',
      [`openspec/changes/with-${name}/todo.md`]: '- [x] todo\n',
      [`openspec/changes/with-${name}/todo/a.md`]: '- [x] 1.1 a\n- [ ] 1.2 a\n',
      [`openspec/changes/with-${name}/todo/deep/b.md`]: '- [x] 2.1 b\n',
      [`openspec/changes/with-${name}/todo/.hidden.md`]: '- [ ] hidden\n',
    });
  }
}

test('total and complete of every change equal `openspec list --json`', async () => {
  using folder = new TemporaryFolder();
  folder.write({
    'openspec/config.yaml': 'schema: spec-driven\n',
    'openspec/changes/archive/2026-01-01-old/tasks.md': '- [ ] never counted\n',
    'openspec/changes/no-tasks-file/proposal.md': '# Why\n',
    'openspec/changes/area/nested/tasks.md': '- [ ] nested folders are no changes\n',
    'openspec/changes/bad-metadata/.openspec.yaml': 'schema: [',
    'openspec/changes/bad-metadata/tasks.md': '- [ ] a\n',
    'openspec/changes/unknown-schema/.openspec.yaml': 'schema: nowhere\n',
    'openspec/changes/unknown-schema/tasks.md': '- [x] a\n',
  });
  writeSchemaChanges(folder);
  const fixtures = readdirSync(FIXTURES).filter((name) => name.endsWith('.md'));
  for (const name of fixtures)
    folder.write({
      [`openspec/changes/${name.slice(0, -3)}/tasks.md`]: new Uint8Array(readFileSync(join(FIXTURES, name))),
    });

  const printed = execFileSync(process.execPath, [join(process.cwd(), CLI), 'list', '--json'], {
    cwd: folder.path,
    env: { ...process.env, OPENSPEC_TELEMETRY: '0', CI: '1' },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const listed = (JSON.parse(printed.toString()) as { changes: Record<string, unknown>[] }).changes
    .map(({ name, totalTasks, completedTasks }) => ({ name, total: totalTasks, complete: completedTasks }))
    .sort((a, b) => (String(a.name) < String(b.name) ? -1 : 1));

  const ours = await changesInFolder(folder.path).changes();
  expect(ours.map(({ name, total, complete }) => ({ name, total, complete }))).toEqual(listed);
  expect(listed.length).toBe(fixtures.length + Object.keys(SCHEMAS).length + 4);
});
