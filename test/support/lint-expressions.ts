/** What an expression may refer to where it stands. */
export interface ExpressionScope {
  readonly inputs: ReadonlySet<string>;
  /** Declared outputs of the jobs this one needs. */
  readonly needs: ReadonlyMap<string, ReadonlySet<string>>;
  /** Ids of the steps before this one. */
  readonly steps: ReadonlySet<string>;
}

const CONTEXTS = new Set([
  'github',
  'inputs',
  'needs',
  'steps',
  'matrix',
  'strategy',
  'secrets',
  'vars',
  'runner',
  'job',
]);
const FUNCTIONS = new Set([
  'startsWith',
  'endsWith',
  'contains',
  'format',
  'join',
  'toJSON',
  'fromJSON',
  'hashFiles',
  'always',
  'success',
  'failure',
  'cancelled',
]);
const TOKEN =
  /'(?:[^']|'')*'|[A-Za-z_][\w-]*(?:\.(?:[\w-]+|\*))*|\d+(?:\.\d+)?|&&|\|\||[=!<>]=|[!<>(),[\]]|\s+|(.)/gs;

/** The expressions `${{ … }}` of a text; undefined when an opening one has no end, or the other way round. */
export function expressionsOf(text: string): readonly string[] | undefined {
  const found = [...text.matchAll(/\$\{\{((?:'(?:[^']|'')*'|[^'])*?)\}\}/g)];
  const rest = text.replaceAll(/\$\{\{(?:(?:'(?:[^']|'')*'|[^'])*?)\}\}/g, '');
  return rest.includes('${{') || rest.includes('}}') ? undefined : found.map(([, inner = '']) => inner);
}

/** What is wrong with one expression: signs, brackets, names. */
export function lintExpression(expression: string, scope: ExpressionScope): readonly string[] {
  const problems: string[] = [];
  const open: string[] = [];
  const tokens = [...expression.matchAll(TOKEN)].filter(([token]) => token.trim() !== '');
  if (tokens.length === 0) problems.push('the expression is empty');
  for (const [at, [token, odd]] of tokens.entries()) {
    const next = tokens[at + 1]?.[0];
    if (odd !== undefined) problems.push(`${odd} has no place in an expression`);
    else if (token === '(' || token === '[') open.push(token);
    else if (token === ')' || token === ']') {
      if (open.pop() !== (token === ')' ? '(' : '[')) problems.push(`${token} closes nothing`);
    } else if (/^[A-Za-z_]/.test(token)) problems.push(...lintName(token, next === '(', scope));
  }
  if (open.length > 0) problems.push(`${open.at(-1)} is not closed`);
  return problems;
}

function lintName(name: string, isCall: boolean, scope: ExpressionScope): readonly string[] {
  if (isCall) return FUNCTIONS.has(name) ? [] : [`there is no function ${name}`];
  if (['true', 'false', 'null'].includes(name)) return [];
  const [context = '', first = '', second, third = ''] = name.split('.');
  if (!CONTEXTS.has(context)) return [`there is no context ${context}`];
  if (context === 'inputs' && !scope.inputs.has(first)) return [`there is no input ${first}`];
  if (context === 'steps' && !scope.steps.has(first)) return [`there is no earlier step ${first}`];
  if (context !== 'needs') return [];
  const outputs = scope.needs.get(first);
  if (!outputs) return [`the job does not need ${first}`];
  return second === 'outputs' && !outputs.has(third) ? [`the job ${first} has no output ${third}`] : [];
}
