import type { Stretch } from './code-spans.ts';
import { splitCodeSpans } from './code-spans.ts';
import { findCommands } from './find-commands.ts';
import type { Task } from './task.ts';

/** What the classifier looks at. `mentions` need only be those of the title. */
export type TaskWords = Pick<Task, 'title' | 'section' | 'mentions'>;

/** A title made ready for the rules of the classifier. */
export interface TaskClues {
  /** Lower-case opening of the title, code spans replaced by a word that stands for what they are. */
  readonly words: string;
  /** The first clause of `words`: "add x" of "add x and verify the tests pass". */
  readonly head: string;
  /** Nearest heading, lower case, without its number. */
  readonly section: string;
  readonly files: readonly string[];
  readonly commands: readonly string[];
  /** What the title begins with: a command, "run …", "verify …", "ensure …", a verb that makes something. */
  readonly starts: 'command' | 'run' | 'check' | 'ensure' | 'author' | undefined;
}

const LONGEST = 600;
const AUTHOR =
  /^(?:add|write|create|implement|extend|update|port|introduce|build (?!and|clean|all)|make|define|provide|refactor|rename|move|remove|delete|replace|migrate|fix|handle|support|change|convert|expose|wire|parse|generate|document|set up|setup|configure|design|draft|record|expand|cover|cross-link|link|rewrite|split|extract|use|switch|store|return|emit|read|load|keep|promote|bump|clean up|capture|include|register|improve|assert)\b|^(?:添加|增加|新增|更新|编写|編寫|撰写|补充|補充|修改|修正|修复|实现|實作|創建|创建|建立|重写|重構|重构|提取|作成|追加|記載|実装|更新)/;
const RUN = /^(?:re-?run|run|execute|exec|跑|运行|運行|執行|执行|実行)/;
const CHECK =
  /^(?:verify|confirm|check|validate|double-check|re-?verify|prove|final (?:check|verification|validation)|full (?:check|verification|validation|build|gate)|gate|验证|驗證|确认|確認|检查|檢查|検証)/;
const ENSURE = /^(?:ensure|make sure|确保|確保)/;
/** What may stand before the verb: `[US2]`, `finally`, "in `src/a.rs`,", "`src/a.rs` — ". */
const PREAMBLE =
  /^(?:\[(?!(?:dev|human|manual|user|hitl|hil)\])[^\]]{1,40}\]\s*|(?:finally|then|also|now|again|lastly)[,\s]+|(?:in|on|at|for|from|within|inside) (?:the |each )?(?:existing )?code(?:(?:,? and|,|\/) code)*,?\s+|code\s?[—–:]\s?)+/;

/** Reads the clues of a task; looks at the opening of a long title only. */
export function readClues(task: TaskWords): TaskClues {
  const stretches = splitCodeSpans(task.title.slice(0, LONGEST));
  const commands = findCommands(stretches);
  const plain = stretches
    .map((stretch) => (stretch.code ? spanWord(stretch.text) : stretch.text))
    .join('')
    .toLowerCase();
  const command = startsWithCommand(plain, stretches[0], commands);
  const words = command ? plain : plain.replace(PREAMBLE, '');
  const heading = (task.section.at(-1) ?? '').toLowerCase();
  return {
    words,
    head: firstClause(words),
    section: heading.replace(/^(?:task|phase|step|stage)\s[\d.]+\W*|^[\d.]+\s*/, ''),
    files: task.mentions.files,
    commands,
    starts: command ? 'command' : startOf(words, plain),
  };
}

function startsWithCommand(plain: string, first: Stretch | undefined, commands: readonly string[]): boolean {
  if (first?.code === true && commands.some((command) => first.text.startsWith(command))) return true;
  return /^cargo (?:test|check|clippy|build|fmt|nextest|doc)\b/.test(plain);
}

function startOf(words: string, plain: string): TaskClues['starts'] {
  if (RUN.test(words)) return 'run';
  // "In `a`, validate `b`" builds a validation.
  if (CHECK.test(words) && (words === plain || !words.startsWith('validate'))) return 'check';
  if (ENSURE.test(words)) return 'ensure';
  return AUTHOR.test(words) ? 'author' : undefined;
}

/** A command that changes the outside world stays readable for the rules, other code is a neutral word. */
function spanWord(code: string): string {
  if (code.startsWith('openspec archive')) return 'openspec archive change';
  if (/^git (?:commit|push|tag|merge)\b/.test(code)) return code.split(/\s+/, 4).join(' ');
  if (/^gh pr (?:create|merge)\b/.test(code)) return 'create pull request';
  if (code.startsWith('cargo publish')) return 'publish crate';
  return 'code';
}

const CLAUSE_END =
  /\s\(|\s(?:and|then|并|並) ?(?:verify|confirm|ensure|check|run|确保|验证)|[;；。（]|\.\s|\s[—–]\s|,\s(?:verify|confirm|ensure|including)/;

function firstClause(words: string): string {
  const end = words.search(CLAUSE_END);
  return end < 0 ? words : words.slice(0, end);
}
