import type { CrateApi } from '../symbols/crate-api.ts';
import type { NamesIn } from '../symbols/names-in.ts';
import { namesOfText } from '../symbols/names-of-text.ts';
import { printDefinition } from '../symbols/print-definition.ts';
import { rankCrate } from '../symbols/rank-crate.ts';
import { rankDefinitions } from '../symbols/rank-definitions.ts';
import type { FileSymbols } from '../symbols/symbol.ts';
import type { SymbolIndex } from '../symbols/symbol-index.ts';
import type { Task } from '../tasks/task.ts';
import type { ChosenFile } from './choose-files.ts';
import type { PromptDefinition } from './prompt-input.ts';
import { taskWords } from './task-words.ts';

export interface DefinitionChoice {
  readonly task: Pick<Task, 'text' | 'details' | 'mentions'>;
  /** Text of the change's proposal, design and specs, joined. */
  readonly plan: string;
  readonly files: readonly Pick<ChosenFile, 'path' | 'placement' | 'score'>[];
  /** Undefined where every source is shown anyway. */
  readonly index: SymbolIndex | undefined;
  readonly crates: readonly CrateApi[];
  /** What the task's own files import and mention. */
  readonly about: readonly FileSymbols[];
}

/** Of a plan only names are looked up: its prose is about everything. */
const SURE = 60;
const LIKELY = 20;
const MOST = 8;

/**
 * Definitions that a task needs and no shown file holds, best first: for all tasks of the change those that its plan
 * names, for the task what its own words point to. The shared ones do not depend on the task.
 */
export function chooseDefinitions(choice: DefinitionChoice): readonly PromptDefinition[] {
  const shared = found(choice, {
    names: namesOfText(choice.plan, []),
    words: new Set(),
    least: SURE,
    shown: choice.files.filter(({ placement }) => placement === 'shared'),
    placement: 'shared',
  });
  const text = [choice.task.text, ...choice.task.details].join('\n');
  const own = found(choice, {
    names: namesOfText(text, choice.task.mentions.code),
    words: taskWords(text),
    least: LIKELY,
    shown: choice.files,
    placement: 'task',
  });
  const known = new Set(shared.map(({ text }) => text));
  return [...shared, ...own.filter(({ text }) => !known.has(text))];
}

interface Wanted {
  readonly names: NamesIn;
  readonly words: ReadonlySet<string>;
  readonly least: number;
  readonly shown: DefinitionChoice['files'];
  readonly placement: PromptDefinition['placement'];
}

function found({ index, crates, about, files }: DefinitionChoice, wanted: Wanted): PromptDefinition[] {
  const { names, words, least, placement } = wanted;
  const shown = new Set(wanted.shown.map(({ path }) => path));
  const isTask = placement === 'task';
  const own = files.filter(({ score }) => isTask && score >= SURE).map(({ path }) => path);
  const local = index ? rankDefinitions(index, { names, words, files: own }, 60) : [];
  const foreign = crates.flatMap((api) => rankCrate(api, names, isTask ? about : []));
  const lines = [
    ...local
      .filter(({ definition, score }) => score >= least && !shown.has(definition.path))
      .map(({ definition, score }) => ({
        score,
        text: printDefinition(`${definition.path}:${definition.line}`, definition),
        name: definition.name,
      })),
    ...foreign
      .filter(({ score }) => score >= least)
      .slice(0, MOST)
      .map(({ api, definition, score }) => ({
        score,
        text: printDefinition(`${api.name} ${api.version}`, definition, definition.use),
        name: definition.name,
      })),
  ];
  return lines
    .sort((a, b) => b.score - a.score)
    .slice(0, MOST)
    .map(({ text, name }) => ({ text, name, placement }));
}
