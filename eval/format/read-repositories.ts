import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { parseTasks } from '../../src/core/tasks/parse-tasks.ts';
import type { Task } from '../../src/core/tasks/task.ts';
import { CATEGORIES, type EvalCase, type EvalRepository, type FileTexts } from './eval-case.ts';
import { readFiles } from './read-files.ts';

const CASE = z.strictObject({
  change: z.string().min(1),
  task: z.string().min(1),
  category: z.enum(CATEGORIES),
  // Which tests are the first to see that the wrong solutions are wrong; a remark for people.
  caughtBy: z.string().optional(),
});
const CLAIM = z.strictObject({ file: z.string().min(1), matches: z.string().min(1) });
const CLAIMS = z.strictObject({ must: z.array(CLAIM).default([]), mustNot: z.array(CLAIM).default([]) });
const CLAIMS_FILE = 'check.json';

/**
 * Reads `repositories/` and `cases/` below a folder. Throws a sentence that names the case when one is malformed: a
 * task that is not in the change or is no work for a model, a text that two cases share, a case without reference.
 * @param only name of a repository, or `<repository>/<task id>`
 */
export function readRepositories(root: string, only?: string): readonly EvalRepository[] {
  const names = readdirSync(join(root, 'repositories')).sort();
  const repositories = names.map((name) => readRepository(root, name));
  refuseSharedTexts(repositories.flatMap(({ cases }) => cases));
  if (only === undefined) return repositories;
  return repositories
    .map((one) => ({ ...one, cases: one.cases.filter(({ name }) => one.name === only || name === only) }))
    .filter(({ cases }) => cases.length > 0);
}

function readRepository(root: string, name: string): EvalRepository {
  const base = readFiles(join(root, 'repositories', name));
  const folder = join(root, 'cases', name);
  const ids = existsSync(folder) ? readdirSync(folder).sort(byNumber) : [];
  return { name, base, cases: ids.map((id) => readCase(join(folder, id), name, base)) };
}

function byNumber(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}

function readCase(folder: string, repository: string, base: FileTexts): EvalCase {
  const name = `${repository}/${basename(folder)}`;
  const refuse = (why: string): never => {
    throw new Error(`${name}: ${why}`);
  };
  const read = CASE.safeParse(JSON.parse(readFileSync(join(folder, 'case.json'), 'utf8')));
  if (!read.success) return refuse(`case.json: ${z.prettifyError(read.error)}`);
  const { change, task: id, category } = read.data;
  if (id !== basename(folder)) refuse(`case.json names task ${id}, its folder another`);
  const task = findTask(base, change, id) ?? refuse(`no task ${id} in openspec/changes/${change}/tasks.md`);
  if (!['code', 'test', 'docs'].includes(task.kind))
    refuse(`the product takes this task for "${task.kind}", so no model would be asked; word it otherwise`);
  const reference = readFiles(join(folder, 'reference'));
  if (reference.size === 0) refuse('reference/ holds no file');
  const hidden = new Map(readFiles(join(folder, 'hidden')));
  const claims = hidden.get(CLAIMS_FILE);
  hidden.delete(CLAIMS_FILE);
  const wrongs = join(folder, 'wrong');
  return {
    ...{ name, repository, change, task: id, category, reference, hidden },
    text: task.text,
    details: task.details,
    claims: claims === undefined ? undefined : CLAIMS.parse(JSON.parse(claims)),
    wrong: (existsSync(wrongs) ? readdirSync(wrongs).sort() : []).map((each) => ({
      name: each,
      files: readFiles(join(wrongs, each)),
    })),
    scenarioTests: readFiles(join(folder, 'scenario-tests')),
  };
}

function findTask(base: FileTexts, change: string, id: string): Task | undefined {
  const path = `openspec/changes/${change}/tasks.md`;
  const text = base.get(path);
  if (text === undefined) return undefined;
  const { tasks } = parseTasks(change, [{ path, content: text }]);
  return tasks.find((task) => task.id === id);
}

function refuseSharedTexts(cases: readonly EvalCase[]): void {
  const seen = new Map<string, string>();
  for (const { name, text } of cases) {
    const other = seen.get(text);
    if (other !== undefined) throw new Error(`${name}: its task has the same text as that of ${other}`);
    seen.set(text, name);
  }
}
