import type { Task } from '../tasks/task.ts';
import type { PromptFile } from './prompt-input.ts';
import { taskWords } from './task-words.ts';

/** A file that belongs in the prompt; the caller reads its text. `why` is for the log. */
export interface ChosenFile extends Omit<PromptFile, 'text' | 'wholeLines'> {
  readonly why:
    | 'named'
    | 'parent-module'
    | 'names-match'
    | 'defines'
    | 'in-plan'
    | 'small-workspace'
    | 'crate-root'
    | 'manifest';
}

export interface FileChoice {
  readonly task: Pick<Task, 'text' | 'details' | 'mentions'>;
  /** Text of the change's proposal, design and specs, joined. */
  readonly plan: string;
  /** Every file of the tree that is text, with its size in bytes. */
  readonly files: readonly { readonly path: string; readonly size: number }[];
  /** Files that define names the task speaks of, by the symbol index. */
  readonly defining?: Iterable<string>;
  readonly packages: readonly {
    readonly name: string;
    readonly folder: string;
    readonly targets: readonly { readonly file: string }[];
  }[];
}

/** Bytes of all Rust sources up to which all of them are shown. */
const SMALL_WORKSPACE = 24_000;
/** A larger file is shown only when the task names it. */
const LARGE_FILE = 120_000;
/** A written path that fits more files than these says nothing. */
const MOST_MEANT = 3;
const MOST_FILES = 16;

const SCORES: Readonly<Record<ChosenFile['why'], number>> = {
  named: 100,
  'parent-module': 85,
  defines: 75,
  'names-match': 65,
  manifest: 62,
  'in-plan': 50,
  'crate-root': 45,
  'small-workspace': 30,
};

/**
 * Which files a task needs in its first prompt, by names: those it names (exactly, or by a unique ending), the
 * module that must declare a new file, files whose stem it mentions, files the plan names, all sources of a small
 * workspace or else the roots of the crates it speaks of, and by the symbol index where what it names is defined. Files
 * that every task of the change gets come first.
 */
export function chooseFiles(choice: FileChoice): readonly ChosenFile[] {
  const known = new Set(choice.files.map((file) => file.path));
  const sizes = new Map(choice.files.map((file) => [file.path, file.size]));
  const why = new Map<string, ChosenFile['why']>();
  const add = (path: string | undefined, reason: ChosenFile['why']) => {
    if (path === undefined || !known.has(path) || /(?:^|\/)Cargo\.lock$/.test(path)) return;
    const old = why.get(path);
    if (old === undefined || SCORES[reason] > SCORES[old]) why.set(path, reason);
  };
  const shared = sharedFiles(choice, known, add);
  const text = [choice.task.text, ...choice.task.details].join('\n');
  for (const named of [...choice.task.mentions.files, ...pathsIn(text)]) {
    const paths = meant(named, known);
    if (paths.length === 0) add(parentModule(named, known), 'parent-module');
    if (paths.length <= MOST_MEANT)
      for (const path of paths) add(path, paths.length === 1 ? 'named' : 'names-match');
  }
  for (const path of choice.defining ?? []) add(path, 'defines');
  addByWords(choice, text, add);
  return [...why]
    .map(([path, reason]) => ({
      path,
      why: reason,
      score: SCORES[reason],
      placement: shared.has(path) ? ('shared' as const) : ('task' as const),
    }))
    .filter((file) => file.why === 'named' || (sizes.get(file.path) ?? 0) <= LARGE_FILE)
    .sort((a, b) => b.score - a.score || compare(a.path, b.path))
    .filter((file, at) => at < MOST_FILES || file.why === 'small-workspace')
    .sort((a, b) => compare(a.placement, b.placement) || compare(a.path, b.path));
}

type Add = (path: string | undefined, reason: ChosenFile['why']) => void;

/** Files that do not depend on the task: those of the plan, and every source of a small workspace. */
function sharedFiles(choice: FileChoice, known: ReadonlySet<string>, add: Add): ReadonlySet<string> {
  const shared = new Set<string>();
  const share = (path: string, reason: ChosenFile['why']) => {
    shared.add(path);
    add(path, reason);
  };
  for (const word of pathsIn(choice.plan)) {
    const [path, second] = meant(word, known);
    if (path !== undefined && second === undefined && !path.startsWith('openspec/')) share(path, 'in-plan');
  }
  if (isSmallWorkspace(choice.files))
    for (const file of choice.files) if (file.path.endsWith('.rs')) share(file.path, 'small-workspace');
  return shared;
}

/** Whether all Rust sources are shown anyway, so that nothing has to be looked up. */
export function isSmallWorkspace(files: FileChoice['files']): boolean {
  const sources = files.filter((file) => file.path.endsWith('.rs'));
  return sources.reduce((sum, file) => sum + file.size, 0) <= SMALL_WORKSPACE;
}

function addByWords(choice: FileChoice, text: string, add: Add): void {
  const prose = text.replace(/[\w./-]+/g, (word) => (word.length <= 200 && !isPath(word) ? word : ' '));
  const words = taskWords([prose, ...choice.task.mentions.code].join(' '));
  for (const { path } of choice.files) if (words.has(moduleName(path))) add(path, 'names-match');
  const [only, second] = choice.packages;
  const named = choice.packages.filter((one) => words.has(one.name.toLowerCase().replaceAll('-', '_')));
  const spoken = named.length === 0 && only && second === undefined ? [only] : named;
  for (const target of spoken.flatMap((one) => one.targets.slice(0, 2))) add(target.file, 'crate-root');
  if (!/cargo\.toml|\b(?:dependenc|feature flag|crate version|edition)/i.test(text)) return;
  for (const one of spoken.length > 0 ? spoken : choice.packages.slice(0, 1))
    add(one.folder === '' ? 'Cargo.toml' : `${one.folder}/Cargo.toml`, 'manifest');
}

/** `parser` for `src/parser.rs` and `src/parser/mod.rs`; '' for crate roots and what is no Rust. */
function moduleName(path: string): string {
  if (!path.endsWith('.rs')) return '';
  const names = path.slice(0, -3).toLowerCase().split('/');
  const name = names.at(-1) === 'mod' ? names.at(-2) : names.at(-1);
  return name === undefined || name === 'lib' || name === 'main' ? '' : name;
}

function pathsIn(text: string): readonly string[] {
  const words = new Set(text.slice(0, 200_000).match(/[\w./-]+/g) ?? []);
  return [...words]
    .filter((word) => word.length <= 200 && isPath(word))
    .slice(0, 500)
    .map((word) => word.replace(/^\.\//, '').replace(/[./]+$/, ''));
}

function isPath(word: string): boolean {
  return /\.[A-Za-z]{1,8}\.?$/.test(word) || /\w\/\w/.test(word);
}

/** The known paths a written one can mean: itself, or those that end in it. */
function meant(written: string, known: ReadonlySet<string>): readonly string[] {
  const path = written.replace(/^\.\//, '');
  if (known.has(path)) return [path];
  const ending = `/${path}`;
  return [...known].filter((candidate) => candidate.endsWith(ending));
}

/** The file that must declare a new module: `src/net/mod.rs`, `src/net.rs`, or the root beside it. */
function parentModule(path: string, known: ReadonlySet<string>): string | undefined {
  if (!path.endsWith('.rs') || !path.includes('/')) return undefined;
  const folder = path.slice(0, path.lastIndexOf('/'));
  const candidates = [`${folder}/mod.rs`, `${folder}.rs`, `${folder}/lib.rs`, `${folder}/main.rs`];
  return candidates.find((candidate) => candidate !== path && known.has(candidate));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
