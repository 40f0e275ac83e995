import { boundedLines } from '../pulls/bounded-lines.ts';
import { cutEnd } from '../pulls/cut-text.ts';
import { escapeMarkdown } from '../pulls/escape-markdown.ts';
import { markdownLink } from '../pulls/markdown-link.ts';
import type { Outcome } from '../report/outcome.ts';
import { outcomeWords } from '../report/outcome-words.ts';
import { STATUS_MARKER } from './own-comment.ts';

/** One step of the story of a task, for people. */
export interface StageLine {
  readonly name: string;
  readonly state: 'done' | 'now' | 'open';
  /** What happens in it; foreign and unescaped, possibly ''. */
  readonly text: string;
}

/** A task that is worked on or was. Texts are foreign and unescaped, secrets masked. */
export interface TaskProgress {
  readonly name: string;
  readonly title: string;
  readonly stages: readonly StageLine[];
  /** How it ended; undefined while it is worked on. */
  readonly end?: string;
}

/** What the status comment of an issue shows. */
export interface StatusView {
  readonly author: string;
  readonly commentUrl: string;
  /** Page of the workflow run. */
  readonly runUrl?: string;
  readonly tasks: readonly TaskProgress[];
  /** What the model is doing right now, one line. */
  readonly live?: string;
  readonly end?: StatusEnd;
}

/** How a run that a comment asked for ended. */
export interface StatusEnd {
  readonly outcomes: readonly Outcome[];
  readonly dryRun: boolean;
  /** What stopped it, or why nothing was done: one sentence, foreign and unescaped. */
  readonly stopped?: string;
}

/** GitHub takes 65,536 characters. */
const ROOM = 50_000;

/** The one status comment of an issue: Markdown of less than 65,536 characters that foreign text cannot break. */
export function statusComment(view: StatusView): string {
  const { end } = view;
  const asked = `${markdownLink('Asked for', view.commentUrl)} by ${plain(view.author, 60)}`;
  const run = view.runUrl === undefined ? '' : ` · ${markdownLink('run', view.runUrl)}`;
  return [
    STATUS_MARKER,
    `### OpenSpec Complete: ${end ? headline(end) : 'working …'}`,
    `${asked}${run}`,
    ...(end ? endLines(end) : workLines(view)),
  ].join('\n\n');
}

function headline({ outcomes, dryRun, stopped }: StatusEnd): string {
  const completed = outcomes.filter(({ kind }) => kind === 'completed').length;
  if (outcomes.length === 0) return stopped === undefined ? 'nothing to do' : 'stopped';
  const counts = `${completed} of ${outcomes.length} completed`;
  return `${stopped === undefined ? '' : 'stopped, '}${counts}${dryRun ? ' (dry run: nothing was written)' : ''}`;
}

function endLines({ outcomes, stopped }: StatusEnd): readonly string[] {
  const more = (left: number) => `- … ${left} more in the run's summary`;
  return [
    ...(stopped === undefined ? [] : [plain(stopped, 1500)]),
    ...(outcomes.length === 0 ? [] : [boundedLines(outcomes.map(outcomeLine), ROOM, more).join('\n')]),
  ];
}

function outcomeLine(outcome: Outcome): string {
  const { task } = outcome;
  const { sign, word, reason } = outcomeWords(outcome);
  const pull = outcome.kind === 'completed' || outcome.kind === 'failed' ? outcome.pull : undefined;
  const link = !pull?.url
    ? ''
    : `, ${markdownLink(pull.number > 0 ? `#${pull.number}` : 'open the pull request', pull.url)}`;
  const setting = pull?.setting === undefined ? '' : ` ${plain(pull.setting, 500)}`;
  return `- ${sign} **${plain(`${task.change} ${task.id}`, 200)}** ${plain(task.title, 200)}: ${word}, ${plain(reason, 500)}${link}${setting}`;
}

function workLines({ tasks, live }: StatusView): readonly string[] {
  if (tasks.length === 0) return ['Getting ready.'];
  const ended = tasks.filter((task) => task.end !== undefined);
  const current = tasks.filter((task) => task.end === undefined);
  const done = ended.map((task) => `- ${plain(task.name, 200)}: ${plain(task.end ?? '', 300)}`);
  return [
    ...(done.length === 0 ? [] : [boundedLines(done, ROOM / 2, (left) => `- … ${left} more`).join('\n')]),
    ...current.slice(-1).map((task) => checklist(task, live)),
  ];
}

function checklist({ name, title, stages }: TaskProgress, live: string | undefined): string {
  const lines = stages.map(({ name: stage, state, text }) => {
    const said = text === '' ? '' : `: ${plain(text, 200)}`;
    const now = state === 'now' ? ' ⏳' : '';
    return `- [${state === 'done' ? 'x' : ' '}] ${stage}${now}${said}`;
  });
  const said = live === undefined ? [] : ['', plain(live, 200)];
  return [`**${plain(name, 200)}** ${plain(title, 200)}`, '', ...lines, ...said].join('\n');
}

function plain(text: string, limit: number): string {
  return escapeMarkdown(cutEnd(text, limit));
}
