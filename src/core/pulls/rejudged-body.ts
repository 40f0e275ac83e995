import { escapeMarkdown } from './escape-markdown.ts';
import { printMarker } from './marker.ts';
import type { Marker, Proof } from './proof.ts';
import { gatesSection, judgedWords, LONGEST_BODY, logs, notDone } from './pull-body.ts';
import { withNote } from './pull-note.ts';

/** What judging a pull request again on another base has shown. Secrets must be masked before. */
export interface Rejudged
  extends Pick<
    Proof,
    | 'valid'
    | 'failure'
    | 'gates'
    | 'compileLog'
    | 'testLog'
    | 'toolchain'
    | 'tree'
    | 'base'
    | 'head'
    | 'reportPath'
  > {
  readonly baseBranch: string;
}

const GATES = '\n### What the gates ';
const MODEL = '\n### Model\n';
const LOGS = '\n### Logs\n';
const REPRODUCE = '\n### Reproduce\n';
const MARKER = '\n<!-- openspec-complete:state ';

/**
 * The body of a pull request that was moved to another base: gates, logs and marker are of there, what is told of the
 * model and its rounds stays. Where a person has taken the text apart, the new parts stand behind it. A pull request
 * that does not hold any more forgets its fingerprint, so that its task is done anew.
 */
export function rejudgedBody(body: string, marker: Marker, now: Rejudged): string {
  const text = withNote(body.replaceAll('\r\n', '\n'), undefined);
  const { head, middle, end } = split(text.replace(/^\*\*Not done:\*\* [^\n]*\n\n/, ''));
  const told = head
    .replace(/\b(?:proven|judged) by cargo: \d+ of \d+ gates? passed\./, () =>
      judgedWords(now.valid, now.gates),
    )
    // As in a new body: what was not done closes no issue.
    .replace(/^(?:Closes|For) (#\d+)$/m, `${now.valid ? 'Closes' : 'For'} $1`);
  const before = [
    ...(now.valid ? [] : [notDone(now.failure)]),
    told.trim(),
    gatesSection(now),
    `Moved to ${escapeMarkdown(now.baseBranch)} as it is now, and judged again there.`,
    ...(middle === '' ? [] : [middle.trim()]),
    '### Logs',
  ].join('\n\n');
  const after = [...(end === '' ? [] : [end.trim()]), printMarker(markerOf(marker, now))].join('\n\n');
  const room = LONGEST_BODY - before.length - after.length - '\n\n\n\n\n'.length;
  return `${before}\n\n${logs(now, Math.max(0, room))}\n\n${after}\n`;
}

function split(text: string): { readonly head: string; readonly middle: string; readonly end: string } {
  const marker = text.lastIndexOf(MARKER);
  const whole = marker === -1 ? text : text.slice(0, marker);
  const gates = whole.indexOf(GATES);
  const model = whole.indexOf(MODEL, gates);
  const log = whole.indexOf(LOGS, model);
  // A log may have such a line too; ours is the last one.
  const reproduce = whole.lastIndexOf(REPRODUCE);
  if (gates < 0 || model < 0 || log < 0 || reproduce < log)
    return { head: whole.slice(0, gates < 0 ? 20_000 : gates), middle: '', end: '' };
  return {
    head: whole.slice(0, gates),
    middle: whole.slice(model, log),
    end: whole.slice(reproduce),
  };
}

function markerOf(marker: Marker, now: Rejudged): Marker {
  const { valid, tree, head, base, toolchain, gates } = now;
  return {
    ...marker,
    ...{ valid, tree, head, base, rustc: toolchain.rustc, cargo: toolchain.cargo },
    gates: Object.fromEntries(gates.map(({ gate, result }) => [gate, result])),
    fingerprint: valid ? marker.fingerprint : '',
  };
}
