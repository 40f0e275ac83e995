import type { FileTexts } from '../core/edits/edit.ts';
import type { FileChange } from '../core/verdicts/file-change.ts';
import type { GateFinding } from '../core/verdicts/gate-finding.ts';
import { counted, judgeShaders } from '../core/verdicts/judge-shaders.ts';
import { logTail } from '../core/verdicts/log-tail.ts';
import { type ShaderChange, shaderChanges } from '../core/verdicts/shader-changes.ts';
import type { Shell, Slot } from '../ports/toolchain.ts';

export interface ShaderOrder {
  readonly files: readonly FileChange[];
  /** The other shaders of the tree; asked for only when a file uses names it does not declare. */
  readonly others: () => Promise<FileTexts>;
  readonly signal?: AbortSignal;
}

/** Any naga takes it; one that does not is too old to be asked by standard input. */
const PROBE = 'fn probe() {}\n';

/**
 * The gate `shaders`: every changed WGSL file is validated by naga where it is installed, which knows the language best,
 * and else by the built-in reader. What the base's version of a file does not pass either is nobody's fault.
 */
export async function validateShaders(shell: Shell, slot: Slot, order: ShaderOrder): Promise<GateFinding> {
  const changes = await shaderChanges(order.files, order.others);
  const whole = changes.filter((change) => change.apart === undefined);
  if (whole.length === 0) return judgeShaders(changes, '');
  const naga = (text: string) =>
    shell.ask(slot, { argv: ['naga', '--stdin-file-path', 'shader.wgsl'], stdin: text }, order.signal);
  if (!(await naga(PROBE))?.ok) return judgeShaders(changes, 'naga is not installed');
  const refused: string[] = [];
  let asBefore = 0;
  for (const change of whole) {
    const run = await naga(change.after);
    if (!run || run.ok) continue;
    const before = change.before === undefined ? undefined : await naga(change.before);
    if (before && !before.ok && change.problems.length === 0) asBefore += 1;
    else refused.push(explain(change, run.log));
  }
  const apart = changes.filter((change) => change.apart !== undefined);
  if (refused.length > 0) return failed(whole, refused);
  if (apart.some((change) => change.problems.length > 0)) return judgeShaders(apart, '');
  const notes = [
    `${counted(whole.length - asBefore)} validated by naga`,
    ...(asBefore > 0 ? [`${asBefore} as invalid as before`] : []),
    ...(apart.length > 0 ? [`${counted(apart.length)} not judged: ${apart[0]?.apart}`] : []),
  ];
  const result = asBefore === whole.length ? 'skipped' : 'passed';
  return { result, summary: notes.join(', '), feedback: '' };
}

function explain({ path }: ShaderChange, log: string): string {
  // naga names the file as it was asked about it.
  return `${path} is refused by naga:\n${logTail(log.replaceAll('shader.wgsl', () => path))}`;
}

function failed(whole: readonly ShaderChange[], refused: readonly string[]): GateFinding {
  const [first = ''] = refused;
  const words = first.split('\n').slice(0, 2).join(' ');
  return {
    result: 'failed',
    summary: `${refused.length} of ${counted(whole.length)} refused by naga, first: ${words}`,
    feedback: `These shaders would not load:\n${refused.join('\n\n')}`,
  };
}
