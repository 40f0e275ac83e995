import { tellOffset } from '../artifacts/tell-offset.ts';
import type { Sidecar } from '../bricks/sidecar.ts';
import { boundedLines } from '../pulls/bounded-lines.ts';
import { codeSpan } from '../pulls/code-span.ts';
import { cutEnd } from '../pulls/cut-text.ts';
import { disarmReferences } from '../pulls/disarm-references.ts';
import { escapeMarkdown } from '../pulls/escape-markdown.ts';
import { fence } from '../pulls/fence.ts';
import { logText } from '../pulls/log-text.ts';
import { markdownLink } from '../pulls/markdown-link.ts';
import { oneLine } from '../pulls/one-line.ts';
import { shellWord } from '../pulls/shell-word.ts';
import { tableRow } from '../pulls/table-row.ts';
import { counted } from '../text/counted.ts';
import { type FoundryMarker, printFoundryMarker } from './foundry-marker.ts';

/** A brick of the pull request. Paths are the repository's. */
interface ShownBrick {
  readonly path: string;
  readonly sidecar: Sidecar;
  readonly previewUrl: string;
}

/** What the pull request of a FoundryTask says. All strings may be foreign; secrets are masked before. */
export interface FoundryPull {
  readonly id: string;
  /** `convert_binary /bin/ls`. */
  readonly title: string;
  /** The pending task file, from the repository's root. */
  readonly file: string;
  readonly taskUrl: string;
  /** Why it failed; undefined: it is done. */
  readonly failure?: string;
  readonly bricks: readonly ShownBrick[];
  readonly leftOut: readonly { readonly source: string; readonly why: string }[];
  readonly leftOutTotal: number;
  /** Of an analysis without a brick. */
  readonly analysis?: { readonly path: string; readonly semantic: Sidecar['semantic'] };
  /** Markdown. */
  readonly notes: readonly string[];
  readonly nextStep: string;
  readonly marker: FoundryMarker;
}

const LIST_ROOM = 12_000;
const LONGEST_CELL = 500;

/** The description of the pull request, below GitHub's 65,536 characters. Foreign text cannot break its Markdown. */
export function foundryBody(pull: FoundryPull): string {
  const [first, ...others] = pull.bricks;
  const sections = [
    ...(pull.failure === undefined ? [] : [`**Not done:** ${said(pull.failure, 1000)}`]),
    `**${said(`foundry ${pull.id}`)}**: ${said(pull.title)}`,
    `The task: ${markdownLink(code(pull.file), pull.taskUrl)}`,
    ...(first && others.length === 0 ? oneBrick(first) : []),
    ...(others.length > 0 ? manyBricks(pull.bricks) : []),
    ...(pull.analysis ? [meaning(pull.analysis.semantic), `Written to ${code(pull.analysis.path)}.`] : []),
    ...leftOut(pull),
    ...pull.notes.map((note) => `> [!NOTE]\n> ${note}`),
    `### Reproduce\n\n${fence(logText(`openspec-complete foundry run ${shellWord(cutEnd(pull.file, 600))}`), 'sh')}`,
    nextStep(pull),
    printFoundryMarker(pull.marker),
  ];
  return `${sections.join('\n\n')}\n`;
}

/** What is left of a failure is settled on GitHub, where its pull request is. */
function nextStep({ failure, nextStep }: FoundryPull): string {
  if (failure === undefined) return `Next step:\n\n${fence(logText(cutEnd(nextStep, 600)), 'sh')}`;
  const what =
    'correct the task file on the base branch, or, once a cause outside of it is gone, comment here';
  return `Next step: ${what}:\n\n${fence('/complete retry', 'text')}`;
}

function oneBrick({ path, sidecar, previewUrl }: ShownBrick): readonly string[] {
  const { source, brick, facts, semantic } = sidecar;
  const known = semantic.state === 'analysed' ? semantic : undefined;
  const properties = Object.entries(facts?.properties ?? {}).slice(0, 12);
  const rows: readonly (readonly [string, string])[] = [
    ['Source', code(source.path)],
    ['Size', `${source.size} bytes`],
    ['SHA-256', code(source.sha256)],
    ['Entropy', `${brick.entropy.toFixed(2)} bits a byte`],
    [
      'Brick',
      `${code(path)}, ${brick.bricks > 1 ? `${brick.bricks} of them` : `${brick.side} x ${brick.side} pixels`}`,
    ],
    ...(facts ? [['Format', said(facts.format)] as const] : []),
    ...properties.map(([name, value]) => [said(name, 120), said(value, 120)] as const),
    ...(known ? [['Kind', said(known.kind)] as const, ['Components', list(known.components)] as const] : []),
    ...(known
      ? [['Tags', list(known.tags)] as const, ['Confidence', known.confidence.toFixed(2)] as const]
      : []),
    ['Model', modelCell(semantic)],
  ];
  return [
    ...(known ? [said(known.summary, 2000)] : []),
    `### What it is\n\n${[tableRow(['', '']), '| :-- | :-- |', ...rows.map(tableRow)].join('\n')}`,
    `!${markdownLink('The brick, one pixel a byte', previewUrl)}`,
    `### Security notes\n\n${securityNotes(semantic)}`,
  ];
}

function manyBricks(bricks: readonly ShownBrick[]): readonly string[] {
  const rows = bricks.map(({ path, sidecar, previewUrl }) =>
    tableRow([
      code(sidecar.source.path),
      `${sidecar.source.size}`,
      sidecar.brick.entropy.toFixed(2),
      markdownLink(code(path), previewUrl),
      sidecar.semantic.state === 'analysed' ? said(sidecar.semantic.summary, 200) : 'unanalysed',
    ]),
  );
  const shown = boundedLines(rows, LIST_ROOM, (left) => tableRow([`… ${left} more`, '', '', '', '']));
  const models = new Set(bricks.map(({ sidecar }) => modelCell(sidecar.semantic)));
  const notes = bricks.flatMap(({ sidecar: { source, semantic } }) =>
    noteLines(semantic).map((line) => `${line} in ${code(source.path)}`),
  );
  return [
    `### ${counted(bricks.length, 'brick')}`,
    ['| Source | Bytes | Entropy | Brick | What it is |', '| :-- | --: | --: | :-- | :-- |', ...shown].join(
      '\n',
    ),
    `Model: ${[...models].slice(0, 5).join('; ')}`,
    `### Security notes\n\n${listed(notes, 'None.')}`,
  ];
}

function meaning(semantic: Sidecar['semantic']): string {
  const model = `Model: ${modelCell(semantic)}`;
  if (semantic.state !== 'analysed') return model;
  return `${said(semantic.summary, 2000)}\n\n${model}\n\n### Security notes\n\n${securityNotes(semantic)}`;
}

function modelCell(semantic: Sidecar['semantic']): string {
  if (semantic.state === 'analysed') return code(semantic.model);
  return `none, it is not analysed${semantic.why === undefined ? '' : `: ${said(semantic.why)}`}`;
}

function securityNotes(semantic: Sidecar['semantic']): string {
  return listed(noteLines(semantic), semantic.state === 'analysed' ? 'None.' : 'Nobody has looked for any.');
}

function noteLines(semantic: Sidecar['semantic']): readonly string[] {
  return (semantic.security ?? []).map(
    (note) => `- **${note.severity}**: ${said(note.text)} (${note.size} bytes at ${tellOffset(note)})`,
  );
}

function leftOut({ leftOut, leftOutTotal }: FoundryPull): readonly string[] {
  if (leftOutTotal === 0) return [];
  const lines = leftOut.map(({ source, why }) => `- ${code(source)}: ${said(why)}`);
  return [`### Left out: ${leftOutTotal}\n\n${listed(lines, '')}`];
}

function listed(lines: readonly string[], none: string): string {
  if (lines.length === 0) return none;
  return boundedLines(lines, LIST_ROOM / 2, (left) => `- … ${left} more`).join('\n');
}

function list(words: readonly string[]): string {
  return words
    .slice(0, 20)
    .map((word) => said(word, 40))
    .join(', ');
}

function said(text: string, most = LONGEST_CELL): string {
  return escapeMarkdown(cutEnd(oneLine(text), most)) || '(nothing said)';
}

function code(text: string): string {
  return codeSpan(disarmReferences(cutEnd(oneLine(text), 300), 'prose')) || '(nothing)';
}
