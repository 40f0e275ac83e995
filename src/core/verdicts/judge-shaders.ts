import type { GateFinding } from './gate-finding.ts';
import type { ShaderChange } from './shader-changes.ts';

const MOST_SHOWN = 8;
const LONGEST_LINE = 200;

/** The gate `shaders` by this program's own reader; `validator` says why no other was asked. */
export function judgeShaders(changes: readonly ShaderChange[], validator: string): GateFinding {
  if (changes.length === 0) return { result: 'skipped', summary: 'no shader is changed', feedback: '' };
  const found = changes.flatMap((change) => change.problems.map((problem) => ({ change, problem })));
  const [first] = found;
  if (!first) {
    const apart = changes.filter((change) => change.apart !== undefined);
    const read = changes.length - apart.length;
    if (read === 0) return { result: 'skipped', summary: notJudged(apart), feedback: '' };
    const more = apart.length === 0 ? '' : `; ${notJudged(apart)}`;
    return {
      result: 'passed',
      summary: `${counted(read)} read and checked by the built-in WGSL reader, ${validator}${more}`,
      feedback: '',
    };
  }
  const shown = found.slice(0, MOST_SHOWN).map(({ change, problem }) => {
    const line = change.after.split('\n')[problem.line - 1] ?? '';
    return `${change.path}:${problem.line}:${problem.column} ${problem.message}\n    ${line.trim().slice(0, LONGEST_LINE)}`;
  });
  const more = found.length > shown.length ? [`${found.length - shown.length} more.`] : [];
  const { path } = first.change;
  const { line, column, message } = first.problem;
  const count = `${found.length} new problem${found.length === 1 ? '' : 's'}`;
  return {
    result: 'failed',
    summary: `${count}, first: ${path}:${line}:${column} ${message}`,
    feedback: `These shaders would not load:\n${[...shown, ...more].join('\n')}`,
  };
}

export function counted(shaders: number): string {
  return `${shaders} shader${shaders === 1 ? '' : 's'}`;
}

function notJudged(apart: readonly ShaderChange[]): string {
  const [first] = apart;
  return `${counted(apart.length)} not judged: ${first?.path}, ${first?.apart}`;
}
