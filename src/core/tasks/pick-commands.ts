import { guessCommands } from './find-commands.ts';
import type { TaskClues } from './task-clues.ts';

const PASSES = `(?:pass(?:es|ing)?|green|succeeds?|clean(?:ly)?|compiles?|no (?:new )?(?:errors|warnings|failures|regressions?))`;
/** "All tests pass", "no clippy warnings", "clippy clean". */
const STATES = new RegExp(
  String.raw`^(?:all|full|existing|the|workspace|entire|every|no|new|handler)\b.{0,60}\b(?:${PASSES}|clippy|regressions?|builds?)(?![\w-])|^(?:\w+ ){0,2}(?:build|clippy|lint|fmt|format|tests?|test suite)\b.{0,24}\b${PASSES}(?![\w-])`,
);
/** What "verify …" must be about to mean a command and not a new test. */
const BROAD = new RegExp(
  String.raw`\b(?:tests?|suite|clippy|lints?|build|compilation|workspace|crate|project|code)\b.{0,30}\b(?:${PASSES}|builds?)(?![\w-])|\b(?:no\b.{0,20}\bregressions?|existing tests|full test suite)\b`,
);
const CHECK_SECTION =
  /\b(?:verif\w*|validat\w*|quality|checks?|gates?|checklist|final)\b|验证|驗證|検証|校验|確認/;
const OTHER_LANGUAGE =
  /\b(?:typescript|javascript|frontend|npm|python|golang|c\+\+|docker|swift|kotlin|wasm)\b/;
/** What may follow a command that is the whole task: "passes", "— all green", "on both crates". */
const ASIDE =
  /^(?:[-—–:：,;+/&(=→]|and\b|code\b|pass|green|clean|succeed|exits?\b|(?:is|are|runs?|builds?|compiles?|shows?|reports?|with|without|returns?|on|for|in|across|must|should|before|after|no|still)\b|to (?:verify|confirm|ensure|check)|通过|通過|全|且|和|与|、|零|を実行|が|で)/;

/** A second thing to do beside the commands, which no command proves: "run the tests and update the changelog". */
const MORE_TO_DO =
  /(?:\band|\bthen|[,;:&+]|\.\s|\s[—–-])\s+(?:also\s+|then\s+|to\s+)*(?:add|implement|write|create|refactor|update|remove|delete|rename|move|replace|extend|wire|bump|document|record|migrate|convert|introduce|expose|port|rewrite|split|extract|change|note)\b/;

/**
 * The commands that do the whole of a task; empty when it asks for more than running commands.
 * "Run `cargo test`", "`cargo clippy` clean", "all tests pass": yes. "Add x and verify `cargo test` passes": no.
 */
export function pickCommands(clues: TaskClues, title: string): readonly string[] {
  if (clues.starts === 'author' || MORE_TO_DO.test(clues.words)) return [];
  const states = STATES.test(clues.head);
  if (clues.commands.length === 0) return guess(clues, title, states);
  if (clues.starts === 'command') return isWholeTask(clues) ? clues.commands : [];
  if (clues.starts !== undefined || states) return clues.commands;
  // "Gate 1 — tests: `cargo test`" below "Final verification", but not a remark at the end of a long text.
  const early = title.slice(0, 60).includes(clues.commands[0] ?? '');
  return early && CHECK_SECTION.test(clues.section) ? clues.commands : [];
}

function isWholeTask(clues: TaskClues): boolean {
  const rest = clues.words.replace(/^code\b/, '').trim();
  return rest === '' || ASIDE.test(rest) || rest.startsWith('cargo ');
}

function guess(clues: TaskClues, title: string, states: boolean): readonly string[] {
  if (OTHER_LANGUAGE.test(clues.words) || clues.files.some((file) => !/\.(?:rs|toml|md)$/.test(file)))
    return [];
  const checks = clues.starts === 'check' || clues.starts === 'ensure';
  return clues.starts === 'run' || states || (checks && BROAD.test(clues.head))
    ? guessCommands(title.slice(0, 600))
    : [];
}
