import { z } from 'zod';
import { MOST_PARTS } from '../core/tasks/split-tasks.ts';
import { DEFAULT_LM_STUDIO_URL, LM_STUDIO_VARIABLES } from './get-lm-studio-settings.ts';

/** One input of the Action; the CLI offers the same as `--<name>`. action.yml and the README table are checked against this. */
export interface Input {
  readonly name: string;
  /** Value when neither the input nor an environment variable is given. */
  readonly default: string;
  /** Environment variables read, in order, when the input is empty. */
  readonly env?: readonly string[];
  readonly about: string;
}

export const INPUTS = [
  { name: 'token', default: '${{ github.token }}', about: 'GitHub token for API and push' },
  {
    name: 'mode',
    default: 'auto',
    about: '`auto` (from the event), `complete`, `plan`, `sweep`, `refresh`, `health`, `foundry`',
  },
  {
    name: 'change',
    default: '',
    about: 'which change (several: comma or newline separated); empty in mode `foundry`',
  },
  {
    name: 'task',
    default: '',
    about:
      'which task id, `1.2` or `change#1.2`, or in mode `foundry` which FoundryTask (several: comma or newline separated)',
  },
  {
    name: 'lm-studio-url',
    default: DEFAULT_LM_STUDIO_URL,
    env: LM_STUDIO_VARIABLES['lm-studio-url'],
    about:
      'one or several endpoints (comma separated) = a pool; `LM_STUDIO_ENABLED=0` in the environment switches LM Studio off',
  },
  {
    name: 'lm-studio-model',
    default: '',
    env: LM_STUDIO_VARIABLES['lm-studio-model'],
    about: 'model key; must exist on the server (default: the loaded model)',
  },
  {
    name: 'lm-studio-api-key',
    default: '',
    env: LM_STUDIO_VARIABLES['lm-studio-api-key'],
    about: 'only if the server asks for one',
  },
  {
    name: 'fallback-url',
    default: '',
    about: 'remote OpenAI-compatible endpoint, used only when set and LM Studio is unhealthy',
  },
  { name: 'fallback-model', default: '', about: 'model key on the fallback, needed with `fallback-url`' },
  {
    name: 'fallback-api-key',
    default: '',
    env: LM_STUDIO_VARIABLES['fallback-api-key'],
    about: 'API key of the fallback; `OPENAI_API_KEY` is never read',
  },
  {
    name: 'config',
    default: '.github/openspec-complete.yml',
    about: 'repository policy file, read from the base branch only',
  },
  { name: 'order', default: 'stacked', about: '`stacked`, `frontier` or `independent`' },
  {
    name: 'unit',
    default: 'task',
    about: '`task` = one pull request per checkbox; `section` = one per `## N.` group',
  },
  { name: 'max-tasks', default: '5', about: 'most tasks worked on in one run' },
  { name: 'max-open-pulls', default: '10', about: 'no new pull request while this many of its own are open' },
  {
    name: 'max-rounds',
    default: '4',
    about: 'model rounds per candidate (and per model, where the policy names several)',
  },
  { name: 'candidates', default: '1', about: 'independent candidates per task; best valid one wins' },
  {
    name: 'tests',
    default: 'auto',
    about: '`auto`, `require` or `off`: write tests from the scenarios first',
  },
  {
    name: 'on-failure',
    default: 'draft',
    about: '`draft` = draft pull request labelled failed with the whole log; `report` = none, summary only',
  },
  { name: 'base', default: '', about: 'target branch (default: the default branch)' },
  { name: 'branch-prefix', default: 'openspec/', about: 'branch = `<prefix><change>/<task-id>-<slug>`' },
  { name: 'labels', default: 'openspec-complete', about: 'labels for the pull request' },
  {
    name: 'sandbox',
    default: 'auto',
    about:
      '`auto` (fail closed when none works), `bwrap`, `off` (explicit opt-out, warned about in every pull request)',
  },
  { name: 'timeout-minutes', default: '120', about: 'whole run; stops cleanly, keeps what is finished' },
  { name: 'stall-seconds', default: '600', about: 'longest silence of the model server' },
  {
    name: 'allow-bots',
    default: '',
    about: 'bots whose comments may command, by login (several: comma or newline separated; default: none)',
  },
  {
    name: 'shard',
    default: '',
    about: "`i/n`: this job's part of a planned matrix; with `mode: plan` the most parts, `n`",
  },
  { name: 'dry-run', default: 'false', about: 'everything except pushing and writing to GitHub' },
  {
    name: 'control-dsn',
    default: '',
    env: LM_STUDIO_VARIABLES['control-dsn'],
    about: 'control plane: `postgres://…`, `sqlite:<file>` or `off`',
  },
  {
    name: 'control-store-prompts',
    default: 'false',
    about: 'record whole prompts in the control plane, not only their hash and size',
  },
] as const satisfies readonly Input[];

const list = z.string().transform((text) =>
  text
    .split(/[\n,]/)
    .map((part) => part.trim())
    .filter((part) => part !== ''),
);
const wholeFrom = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d+$/, 'must be a whole number')
    .transform(Number)
    .refine((value) => value >= least && value <= most, `must be from ${least} to ${most}`);
const secondsFrom = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d+(\.\d+)?$/, 'must be a number of seconds')
    .transform(Number)
    .refine((value) => value >= least && value <= most, `must be from ${least} to ${most}`);
const optionalText = z.string().transform((text) => (text === '' ? undefined : text));
const oneOf = <const T extends readonly [string, ...string[]]>(...names: T) =>
  z.enum(names, { error: `must be one of ${names.join(', ')}` });
/** `2/3`, or the most parts of a plan alone: `3`. */
function readShard(text: string, context: z.RefinementCtx) {
  if (text === '') return {};
  const [, part, of = ''] = /^(?:(\d{1,3})\/)?(\d{1,3})$/.exec(text) ?? [];
  const count = Number(of);
  const number = part === undefined ? undefined : Number(part);
  const isPart = number === undefined || (number >= 1 && number <= count);
  if (of === '' || count < 1 || count > MOST_PARTS || !isPart) {
    context.addIssue(`must be i/n with i from 1 to n, and n at most ${MOST_PARTS}`);
    return z.NEVER;
  }
  return number === undefined ? { parts: count } : { shard: { part: number, of: count } };
}

const fields = z.object({
  token: optionalText,
  mode: oneOf('auto', 'complete', 'plan', 'sweep', 'refresh', 'health', 'foundry'),
  change: list,
  task: list,
  config: z.string().regex(/^(?!\/)(?!.*(^|\/)\.\.(\/|$)).+$/, 'must be a path inside the repository'),
  order: oneOf('stacked', 'frontier', 'independent'),
  unit: oneOf('task', 'section'),
  'max-tasks': wholeFrom(1, 1000),
  'max-open-pulls': wholeFrom(1, 1000),
  'max-rounds': wholeFrom(1, 20),
  candidates: wholeFrom(1, 16),
  tests: oneOf('auto', 'require', 'off'),
  'on-failure': oneOf('draft', 'report'),
  base: optionalText,
  'branch-prefix': z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._/-]*\/$/, 'must be letters, digits, . _ - and end with /'),
  labels: list,
  sandbox: oneOf('auto', 'bwrap', 'off'),
  'timeout-minutes': wholeFrom(1, 10_000),
  'stall-seconds': secondsFrom(0.1, 86_400),
  'allow-bots': list,
  shard: z.string().transform(readShard),
  'dry-run': oneOf('true', 'false').transform((text) => text === 'true'),
});

/** Shape of every input's text but those that `getLmStudioSettings` reads; unset inputs are already replaced by their defaults. */
export const inputSchema = fields.superRefine(({ mode, change, shard }, context) => {
  if (mode === 'foundry' && change.length > 0)
    context.addIssue({
      code: 'custom',
      path: ['change'],
      message: 'must be empty in mode foundry: name FoundryTasks with `task`',
    });
  if (mode !== 'plan' && 'parts' in shard)
    context.addIssue({ code: 'custom', path: ['shard'], message: 'must be i/n unless mode is plan' });
  if (mode === 'plan' && 'shard' in shard)
    context.addIssue({
      code: 'custom',
      path: ['shard'],
      message: 'must be the number of parts alone in mode plan',
    });
});

export type InputFields = z.output<typeof inputSchema>;
