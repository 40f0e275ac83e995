import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { INPUTS } from '../../src/config/inputs.ts';
import { type ExpressionScope, expressionsOf, lintExpression } from './lint-expressions.ts';

type Fields = Readonly<Record<string, unknown>>;

const PRODUCT = 'openspec-complete/openspec-complete';
const KEYS = {
  workflow: ['name', 'on', 'permissions', 'concurrency', 'jobs'],
  job: ['name', 'if', 'needs', 'runs-on', 'timeout-minutes', 'permissions', 'outputs', 'strategy', 'steps'],
  step: ['name', 'id', 'if', 'uses', 'with', 'run', 'env'],
};
/** Triggers, and what may be said of each. `pull_request_target` and `workflow_run` give foreign code a token. */
const TRIGGERS: Readonly<Record<string, readonly string[]>> = {
  push: ['branches', 'paths'],
  pull_request: ['types', 'branches'],
  issue_comment: ['types'],
  schedule: [],
  workflow_dispatch: ['inputs'],
  workflow_call: ['inputs'],
};
const SCOPES = new Set(['actions', 'checks', 'contents', 'issues', 'pull-requests']);
/** Inputs of the actions that are used, at the pinned versions. */
const ACTION_INPUTS: Readonly<Record<string, readonly string[]>> = {
  'actions/checkout': ['repository', 'ref', 'path', 'fetch-depth', 'persist-credentials'],
  'actions/setup-node': ['node-version'],
  'actions/upload-artifact': ['name', 'path'],
  'actions/download-artifact': ['pattern', 'path'],
  [PRODUCT]: INPUTS.map(({ name }) => name),
};
const MODES = /^(?:auto|complete|plan|sweep|refresh|health|foundry)$/;
const CRON = [
  [0, 59],
  [0, 23],
  [1, 31],
  [1, 12],
  [0, 6],
] as const;

/**
 * What is wrong with a workflow, one line each: syntax as far as it is used here, permissions, pins, injection,
 * concurrency, guards of self-hosted runners, inputs. A small stand-in for actionlint and zizmor.
 */
export function lintWorkflow(text: string): readonly string[] {
  return new Lint(text).problems;
}

class Lint {
  readonly problems: string[] = [];
  readonly #triggers: Fields;
  readonly #inputs: ReadonlySet<string>;
  readonly #jobs: Fields;

  constructor(text: string) {
    const workflow = fieldsOf(parse(text));
    this.#triggers = fieldsOf(workflow['on']);
    this.#jobs = fieldsOf(workflow['jobs']);
    const called = ['workflow_call', 'workflow_dispatch'].flatMap((name) =>
      Object.keys(fieldsOf(fieldsOf(this.#triggers[name])['inputs'])),
    );
    this.#inputs = new Set(called);
    this.#keys('the workflow', workflow, KEYS.workflow);
    this.#lintTriggers();
    this.#permissions('the workflow', workflow['permissions']);
    for (const [name, job] of Object.entries(this.#jobs))
      this.#lintJob(name, fieldsOf(job), workflow['permissions']);
    this.#lintConcurrency(fieldsOf(workflow['concurrency']), workflow['permissions']);
    if (Object.keys(this.#jobs).length === 0) this.#say('there is no job');
  }

  #say(problem: string): void {
    this.problems.push(problem);
  }

  #keys(where: string, fields: Fields, known: readonly string[]): void {
    for (const key of Object.keys(fields))
      if (!known.includes(key)) this.#say(`${where}: the key ${key} is not known`);
  }

  #lintTriggers(): void {
    if (Object.keys(this.#triggers).length === 0) this.#say('nothing starts the workflow');
    for (const [name, said] of Object.entries(this.#triggers)) {
      const known = TRIGGERS[name];
      if (!known) this.#say(`the trigger ${name} is dangerous or not known`);
      else if (name !== 'schedule') this.#keys(`the trigger ${name}`, fieldsOf(said), known);
    }
    for (const entry of listOf(this.#triggers['schedule'])) {
      const cron = String(fieldsOf(entry)['cron']);
      if (!isCron(cron)) this.#say(`${cron} is no cron line`);
    }
  }

  #permissions(where: string, permissions: unknown): void {
    if (typeof permissions !== 'object' || permissions === null) {
      this.#say(`${where}: permissions are not listed`);
      return;
    }
    for (const [scope, level] of Object.entries(permissions)) {
      if (!SCOPES.has(scope)) this.#say(`${where}: the permission ${scope} is not known`);
      if (level !== 'read' && level !== 'write')
        this.#say(`${where}: ${scope}: ${String(level)} is no level`);
    }
  }

  #lintConcurrency(concurrency: Fields, permissions: unknown): void {
    const group = concurrency['group'];
    if (typeof group !== 'string') {
      this.#say('there is no concurrency group');
      return;
    }
    this.#text('the concurrency group', group, { inputs: this.#inputs, needs: new Map(), steps: new Set() });
    const all = [permissions, ...Object.values(this.#jobs).map((job) => fieldsOf(job)['permissions'])];
    const writes = all.some((one) => Object.values(fieldsOf(one)).includes('write'));
    if (writes && concurrency['cancel-in-progress'] !== false)
      this.#say('a workflow that writes says cancel-in-progress: false');
    if (
      this.#triggers['issue_comment'] !== undefined &&
      !/startsWith\(.*issue\.number \|\| github\.run_id/.test(group)
    )
      this.#say('commands are grouped by issue, and other comments by run');
    if (this.#triggers['push'] !== undefined && writes && !group.includes('github.sha'))
      this.#say('pushes are grouped by change set');
  }

  #lintJob(name: string, job: Fields, above: unknown): void {
    const where = `job ${name}`;
    this.#keys(where, job, KEYS.job);
    if (job['permissions'] !== undefined) this.#permissions(where, job['permissions']);
    else if (Object.keys(fieldsOf(above)).length === 0) this.#say(`${where}: permissions are not listed`);
    if (typeof job['timeout-minutes'] !== 'number') this.#say(`${where}: there is no timeout-minutes`);
    if (job['runs-on'] === 'self-hosted') this.#lintGuard(where, String(job['if'] ?? ''));
    else if (!/^ubuntu-\d\d\.\d\d$/.test(String(job['runs-on']))) this.#say(`${where}: runs-on is not known`);
    const needs = [job['needs'] ?? []].flat().map(String);
    for (const one of needs) if (!(one in this.#jobs)) this.#say(`${where}: needs ${one}, which is no job`);
    const outputsOf = (one: string) => new Set(Object.keys(fieldsOf(fieldsOf(this.#jobs[one])['outputs'])));
    const scope = { inputs: this.#inputs, needs: new Map(needs.map((one) => [one, outputsOf(one)])) };
    const steps = new Set<string>();
    for (const [at, entry] of listOf(job['steps']).entries()) {
      const step = fieldsOf(entry);
      this.#lintStep(`${where}, step ${at + 1}`, step, { ...scope, steps });
      this.#lintProduct(`${where}, step ${at + 1}`, step, job);
      if (typeof step['id'] === 'string') steps.add(step['id']);
    }
    if (steps.size === 0 && listOf(job['steps']).length === 0) this.#say(`${where}: there is no step`);
    const { steps: _, ...rest } = job;
    this.#texts(where, rest, { ...scope, steps });
  }

  /** Code of strangers must not reach a machine of one's own. */
  #lintGuard(where: string, condition: string): void {
    const own = 'github.event.pull_request.head.repo.full_name == github.repository';
    if (this.#triggers['pull_request'] !== undefined && !condition.includes(own))
      this.#say(`${where}: pull requests of forks are not kept out`);
    if (
      this.#triggers['issue_comment'] !== undefined &&
      !condition.includes("startsWith(github.event.comment.body, '/complete')")
    )
      this.#say(`${where}: comments that are no command are not kept out`);
    const strangers = ['push', 'schedule', 'issue_comment'].some(
      (name) => this.#triggers[name] !== undefined,
    );
    if (strangers && !condition.includes('!github.event.repository.fork'))
      this.#say(`${where}: it runs in forks too`);
  }

  #lintStep(where: string, step: Fields, scope: ExpressionScope): void {
    this.#keys(where, step, KEYS.step);
    const { run, uses } = step;
    if ((run === undefined) === (uses === undefined)) this.#say(`${where}: it either runs or uses something`);
    if (typeof run === 'string' && run.includes('${{'))
      this.#say(`${where}: an expression stands inside a script`);
    if (typeof uses === 'string') this.#lintUses(where, uses, fieldsOf(step['with']));
    this.#texts(where, step, scope);
  }

  #lintUses(where: string, uses: string, given: Fields): void {
    const [action = '', pin = ''] = uses.split('@');
    const known = ACTION_INPUTS[action];
    if (!/^[0-9a-f]{40}$/.test(pin) && !(action === PRODUCT && pin === '<sha>'))
      this.#say(`${where}: ${uses} is not pinned`);
    if (!known) {
      this.#say(`${where}: ${action} is not one of the actions that are used here`);
      return;
    }
    for (const name of Object.keys(given))
      if (!known.includes(name)) this.#say(`${where}: ${action} has no input ${name}`);
    if (action === 'actions/checkout' && given['persist-credentials'] !== false)
      this.#say(`${where}: the checkout keeps its credentials`);
    const foreign = given['repository'] === PRODUCT;
    if (foreign && given['ref'] !== '<sha>' && !/^[0-9a-f]{40}$/.test(String(given['ref'])))
      this.#say(`${where}: the checkout of ${PRODUCT} is not pinned`);
  }

  #lintProduct(where: string, step: Fields, job: Fields): void {
    const given = fieldsOf(step['with']);
    const isAction = String(step['uses']).startsWith(`${PRODUCT}@`);
    const isCommand = /\bcli\.js (?:run|verify)\b/.test(String(step['run']));
    if (!isAction && !isCommand) return;
    const mode = given['mode'] ?? 'auto';
    if (isAction && !MODES.test(String(mode))) this.#say(`${where}: there is no mode ${String(mode)}`);
    if (mode === 'plan') return;
    if (job['runs-on'] !== 'self-hosted') this.#say(`${where}: it needs a self-hosted runner`);
    const minutes = Number(
      given['timeout-minutes'] ?? /--timeout-minutes (\d+)/.exec(String(step['run']))?.[1] ?? 120,
    );
    if (Number(job['timeout-minutes']) < minutes + 10)
      this.#say(`${where}: the job ends before the run can end cleanly`);
  }

  #texts(where: string, value: unknown, scope: ExpressionScope): void {
    if (typeof value === 'string') this.#text(where, value, scope);
    else if (typeof value === 'object' && value !== null)
      for (const one of Object.values(value)) this.#texts(where, one, scope);
  }

  #text(where: string, text: string, scope: ExpressionScope): void {
    const expressions = expressionsOf(text);
    if (!expressions) {
      this.#say(`${where}: an expression has no end: ${text}`);
      return;
    }
    for (const one of expressions)
      for (const problem of lintExpression(one, scope)) this.#say(`${where}: ${problem}: ${one.trim()}`);
    if (expressions.some((one) => /\bsecrets\./.test(one)) && where.startsWith('the '))
      this.#say(`${where}: a secret is given to everything`);
  }
}

/** Five fields of numbers, ranges, steps and lists (docs.github.com: events-that-trigger-workflows#schedule). */
function isCron(line: string): boolean {
  const fields = line.split(' ');
  if (fields.length !== CRON.length) return false;
  return CRON.every(([least, most], at) =>
    (fields[at] ?? '').split(',').every((part) => {
      const [, from, to = from] = /^(?:\*|(\d+)(?:-(\d+))?)(?:\/[1-9]\d*)?$/.exec(part) ?? [undefined, 'x'];
      if (from === undefined) return true;
      return Number(from) >= least && Number(to) <= most && Number(from) <= Number(to);
    }),
  );
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A file of the project. */
export function projectFile(path: string): string {
  return readFileSync(join(import.meta.dirname, '..', '..', path), 'utf8');
}
