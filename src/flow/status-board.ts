import type { StageLine, TaskProgress } from '../core/commands/status-comment.ts';
import type { ProgressEvent, Stage } from '../ports/progress.ts';

/** The steps people are shown, in the order of the story; the others are parts of these. */
const STEPS = ['baseline', 'model', 'gates', 'pull request'] as const;
const STEP_OF: Record<Stage, (typeof STEPS)[number]> = {
  baseline: 'baseline',
  context: 'model',
  ask: 'model',
  edit: 'model',
  judge: 'gates',
  publish: 'pull request',
};
/** Seconds without a token after which another answer has begun. */
const PAUSE = 5;

interface TaskState {
  readonly name: string;
  readonly title: string;
  at: number;
  readonly texts: Map<string, string>;
  end?: string;
}

/** What a run is doing, put together from its progress. */
export class StatusBoard {
  readonly #mask: (text: string) => string;
  readonly #tasks: TaskState[] = [];
  #saying: string | undefined;
  #tokens = 0;
  #firstToken = 0;
  #lastToken = 0;

  /** @param mask hides secrets in what the run says */
  constructor(mask: (text: string) => string) {
    this.#mask = mask;
  }

  get tasks(): readonly TaskProgress[] {
    return this.#tasks.map((task) => ({
      name: task.name.replace(/#(?=[^#]*$)/, ' '),
      title: task.title,
      stages: STEPS.map((name, at) => stageLine(name, at, task)),
      ...(task.end === undefined ? {} : { end: task.end }),
    }));
  }

  /** What the model is doing, with its speed; undefined while it is not asked. */
  get live(): string | undefined {
    if (this.#saying === undefined) return undefined;
    const seconds = (this.#lastToken - this.#firstToken) / 1000;
    if (this.#tokens < 2 || seconds < 0.5) return this.#saying;
    return `${this.#saying}, ${((this.#tokens - 1) / seconds).toFixed(1)} tokens/s`;
  }

  /** The model wrote about one token. @param now milliseconds on a steady clock */
  token(now: number): void {
    if (this.#tokens > 0 && now - this.#lastToken > PAUSE * 1000) this.#tokens = 0;
    if (this.#tokens === 0) this.#firstToken = now;
    this.#tokens += 1;
    this.#lastToken = now;
  }

  emit(event: ProgressEvent): void {
    switch (event.kind) {
      case 'task':
        this.#tasks.push({ name: event.task, title: this.#mask(event.title), at: -1, texts: new Map() });
        this.#saying = undefined;
        return;
      case 'stage': {
        const task = this.#taskOf(event.task);
        const step = STEP_OF[event.stage];
        if (task) task.at = STEPS.indexOf(step);
        task?.texts.set(step, this.#mask(event.text));
        this.#tokens = 0;
        this.#saying = undefined;
        return;
      }
      case 'tick':
        this.#saying = this.#mask(event.text);
        return;
      case 'outcome': {
        const task = this.#taskOf(event.task);
        if (task) task.end = this.#mask(`${event.outcome}: ${event.text}`);
        this.#saying = undefined;
        return;
      }
      case 'run':
      case 'warning':
    }
  }

  /** Candidates and tests are named after their task: `change#id candidate 2`. */
  #taskOf(name: string): TaskState | undefined {
    return this.#tasks.findLast((task) => name === task.name || name.startsWith(`${task.name} `));
  }
}

function stageLine(name: string, at: number, task: TaskState): StageLine {
  const state = at < task.at ? 'done' : at === task.at ? 'now' : 'open';
  return { name, state, text: state === 'open' ? '' : (task.texts.get(name) ?? '') };
}
