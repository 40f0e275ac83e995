import { attemptsTable } from './attempts-table.ts';
import { boundedLines } from './bounded-lines.ts';
import { codeSpan } from './code-span.ts';
import { cutEnd, cutText } from './cut-text.ts';
import { disarmReferences } from './disarm-references.ts';
import { escapeMarkdown } from './escape-markdown.ts';
import { FENCE_ROOM, fence } from './fence.ts';
import { gateTable } from './gate-table.ts';
import { logText } from './log-text.ts';
import { markdownLink } from './markdown-link.ts';
import { printMarker } from './marker.ts';
import { modelTable } from './model-table.ts';
import { oneLine } from './one-line.ts';
import type { Proof } from './proof.ts';
import { proofMarker } from './proof-marker.ts';
import { reproduceLine } from './reproduce-line.ts';
import { scenarioTable } from './scenario-table.ts';

/**
 * GitHub: “body is too long (maximum is 65536 characters)”. Counted in UTF-16 units, of which a text never has fewer
 * than characters.
 */
export const LONGEST_BODY = 65_536;
/** Room of each list; the next is tried when what must be there would leave too little for the logs. */
const LIST_ROOMS = [6000, 1500, 0];
const LEAST_LOG_ROOM = 8000;

/**
 * The description of a pull request: everything of the proof in the order of PRODUCT section 6, as Markdown that
 * foreign text cannot break, of at most {@link LONGEST_BODY} UTF-16 units. Secrets must be masked before: a secret that
 * is cut or escaped can no longer be found.
 *
 * @param fingerprint hash of the task's inputs, kept in the hidden marker
 */
export function pullBody(proof: Proof, fingerprint: string): string {
  const end = `### Reproduce\n\n${reproduceBlock(proof)}\n\n${printMarker(proofMarker(proof, fingerprint))}\n`;
  const logRoom = (start: string): number => LONGEST_BODY - start.length - end.length - '\n\n\n\n'.length;
  const starts = LIST_ROOMS.map((listRoom) => beforeLogs(proof, listRoom));
  const start = starts.find((start) => logRoom(start) >= LEAST_LOG_ROOM) ?? starts.at(-1) ?? '';
  return [start, logs(proof, logRoom(start)), end].join('\n\n');
}

function beforeLogs(proof: Proof, listRoom: number): string {
  const risks = proof.risks.map((risk) => `- ${said(risk)}`);
  return [
    ...(proof.valid ? [] : [notDone(proof.failure)]),
    ...warnings(proof.warnings, listRoom),
    summary(proof),
    ...(proof.notes ?? []).map((note) => `> [!NOTE]\n> ${said(note)}`),
    gatesSection(proof),
    '### Model',
    modelTable(proof),
    '### Attempts',
    attemptsTable(proof.attempts, listRoom),
    '### Spec scenarios and their tests',
    scenarioTable(proof.scenarios, listRoom),
    '### Risks',
    risks.length === 0
      ? 'None flagged; looked for `unsafe`, new dependencies, `#[allow]` and public API changes.'
      : boundedLines(risks, listRoom, (left) => `- … ${left} more in the report`).join('\n'),
    '### Logs',
  ].join('\n\n');
}

/** The first paragraph where something failed. */
export function notDone(failure: string | undefined): string {
  return `**Not done:** ${escapeMarkdown(cutEnd(failure || 'a gate failed.', 1000))}`;
}

/** The gates with what was judged. */
export function gatesSection(proof: Pick<Proof, 'valid' | 'gates' | 'tree' | 'base' | 'toolchain'>): string {
  const { valid, gates, tree, base, toolchain } = proof;
  return [
    `### What the gates ${valid ? 'proved' : 'found'}`,
    gateTable(gates),
    `Tree ${escapeMarkdown(`\`${cutEnd(tree, 64)}\``)} on base ${escapeMarkdown(`\`${cutEnd(base, 64)}\``)}, ` +
      `${escapeMarkdown(cutEnd(toolchain.rustc, 100))}, ${escapeMarkdown(cutEnd(toolchain.cargo, 100))}.`,
  ].join('\n\n');
}

function summary({ task, taskUrl, model, valid, attempts, gates }: Proof): string {
  const who =
    model.endpointKind === 'none'
      ? 'Done without a model'
      : `Written by ${codeSpan(disarmReferences(cutEnd(oneLine(model.key), 200), 'prose'))} in ${counted(attempts.length, 'round')}`;
  const where = task.issue ? `issue ${task.issue.number}` : `${task.file}#L${task.line}`;
  const place = codeSpan(disarmReferences(cutEnd(oneLine(where), 300), 'prose'));
  return [
    `**${escapeMarkdown(cutEnd(`${task.change} ${task.id}`, 300))}**: ${escapeMarkdown(cutEnd(oneLine(task.title), 1000))}`,
    `${who}, ${judgedWords(valid, gates)} The task: ${markdownLink(place, taskUrl)}`,
    // Merging a failed draft must not close what it did not do.
    ...(task.issue ? [`${valid ? 'Closes' : 'For'} #${task.issue.number}`] : []),
  ].join('\n\n');
}

/** `proven by cargo: 7 of 7 gates passed.` */
export function judgedWords(valid: boolean, gates: Proof['gates']): string {
  const passed = gates.filter(({ result }) => result === 'passed').length;
  const judged = gates.filter(({ result }) => result !== 'skipped').length;
  return `${valid ? 'proven' : 'judged'} by cargo: ${passed} of ${counted(judged, 'gate')} passed.`;
}

/** A GitHub alert; https://docs.github.com/en/get-started/writing-on-github/basic-writing-and-formatting-syntax#alerts */
function warnings(lines: readonly string[], room: number): readonly string[] {
  if (lines.length === 0) return [];
  const shown = boundedLines(
    lines.map((line) => `> ${said(line)}`),
    room,
    (left) => `> … ${left} more in the report`,
  );
  return [`> [!WARNING]\n${shown.join('\n>\n')}`];
}

function said(line: string): string {
  return escapeMarkdown(cutEnd(line, 300)) || '(nothing said)';
}

/** Both logs, folded, in at most `room` UTF-16 units. */
export function logs(proof: Pick<Proof, 'compileLog' | 'testLog' | 'reportPath'>, room: number): string {
  const compile = logText(proof.compileLog) || '(nothing was printed)';
  const test = logText(proof.testLog) || '(no test was run)';
  const where = logText(oneLine(cutEnd(proof.reportPath, 300)));
  const frame = FENCE_ROOM + '<details><summary>Compile log</summary>\n\n\n\n</details>'.length;
  const each = Math.floor((room - '\n\n'.length) / 2) - frame;
  const compileRoom = Math.max(each, 2 * each - test.length);
  const compileShown = cutText(compile, compileRoom, where);
  const testShown = cutText(test, 2 * each - compileShown.length, where);
  return [fold('Compile log', compileShown), fold('Test log', testShown)].join('\n\n');
}

function fold(title: string, log: string): string {
  return `<details><summary>${title}</summary>\n\n${fence(log, 'text')}\n\n</details>`;
}

function reproduceBlock({ task }: Proof): string {
  if (task.issue) return 'Comment `/complete` on the issue.';
  const line = reproduceLine({ ...task, change: cutEnd(task.change, 300), id: cutEnd(task.id, 300) });
  return fence(logText(line), 'sh');
}

function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`;
}
