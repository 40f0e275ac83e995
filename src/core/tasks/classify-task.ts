import { pickCommands } from './pick-commands.ts';
import type { TaskKind } from './task.ts';
import { readClues, type TaskClues, type TaskWords } from './task-clues.ts';

const META: readonly RegExp[] = [
  /^(?:git )?commit(?:$|[:：,;.(—-]|\s+(?!message|hash|log|graph|parser|id\b|sha|type|history|object|handler|point|callback|logic|phase))/,
  /^(?:stage|squash|rebase)\b.{0,40}\b(?:commits?|branch|changes|onto)\b/,
  /^(?:open|create|submit|raise|prepare|file|merge|make|send|push|update|get)\b.{0,24}\b(?:prs?|pull[- ]requests?|merge requests?)\b(?!\s+(?:comment|template|body|title|parser|client|model|type|list|number|check|event|view|form|page|support|workflow|description generator))/,
  /^(?:git )?push\b.{0,40}\b(?:branch|remote|origin|github|upstream|tags?|commits?|main|master)\b/,
  /^merge\b.{0,40}\b(?:main|master|branch|pr|pull request)\b/,
  /^(?:openspec )?archive\b.{0,60}\b(?:change|proposal|openspec|spec|specs|this)\b/,
  /^(?:re)?deploy\b(?!ment|able|er)/,
  /^(?:release|publish|cut|ship|tag)\b.{0,40}(?:\bv\d|\b\d+\.\d+\.\d+|\b(?:version|release|crates?\.io|npm|pypi|homebrew|package|tag|crate|changelog)\b)/,
  /^(?:request|get|obtain)\b.{0,24}\b(?:code )?reviews?\b/,
  /^(?:close|file|open|create)\b.{0,16}\b(?:github |linear |jira |tracking |follow-?up )?issues?\b(?!\s+(?:parser|model|list|type|template))/,
  /^(?:提交|推送|部署|发布|發布|归档|歸檔|コミット|デプロイ|リリース|アーカイブ|プルリク|合并到)|^(?:创建|創建|建立)\s*pr\b/,
  /^(?:run|execute)\s+(?:openspec archive|git commit|git push|create pull request|publish crate)/,
];

const MANUAL: readonly RegExp[] = [
  /^\W{0,3}manual(?:ly)?\b(?! (?:page|mode|override|trigger|impl|entry|input|control|refresh|dispatch|implement|serial))/,
  /\bmanual(?:ly)?[ -](?:\w+[ -])?(?:smoke|test(?:ing|s)?|verif\w+|check\w*|qa|validat\w+|inspect\w*|review\w*|confirm\w*|run|exercise|walk\w*|steps?|acceptance|e2e|try|observ\w*)\b/,
  /\((?:manual(?:ly)?|human|by hand)(?:\)|\s*(?:test|smoke|check|verif|step|review|qa|only|[:,—–-]))/,
  /\bsmoke[- ]?(?:test|check|run|verif\w+)\b(?!.{0,30}\bassert)|^smoke\b/,
  /\b(?:human|user acceptance|maintainer|stakeholder|peer|code)[- ](?:review|approval|sign-?off|testing)\b|\buser testing\b/,
  /\b(?:ask|interview|coordinate with|agree with|get (?:approval|sign-?off)|sign-?off)\b(?=.{0,40}\b(?:user|users|team|maintainers?|owner|stakeholders?|from|with)\b)/,
  /\b(?:on|with|against|using) (?:a |an |the )?(?:real|physical|actual|live) (?:\w+ ){0,2}(?:hardware|devices?|machine|phone|gpu|monitor|display|account|board|cluster|server|environment)\b/,
  /\bvisual(?:ly)? (?:verif\w+|check\w*|inspect\w*|confirm\w*|review\w*|qa|test\w*)|\bverify visually\b|\bby (?:hand|eye)\b|\beyeball\b|^dogfood/,
  /^.{0,6}(?:手动|手動|人工)|(?:手动|手動|人工)(?:验证|驗證|测试|測試|检查|檢查|确认|確認|操作|テスト|で確認)|真机|真機|実機|手作業|目視|目测|肉眼|冒烟测试/,
];
/** One cheap look before the list above. */
const MAYBE_MANUAL =
  /manual|smoke|human|review|testing|approv|sign-?off|ask|interview|coordinate|agree|real|physical|actual|live|visual|by (?:hand|eye)|eyeball|dogfood|acceptance|[手人真実目肉冒]/;
const MANUAL_MARK = /(?:^|\s)\[(?:dev|human|manual|hitl|hil)\](?:[\s.:]|$)/;
const MANUAL_SECTION = /\b(?:manual|human|smoke|uat|user acceptance|hardware)\b|手动|手動|人工|実機/;

const PLANNING_FILE = /^openspec\/|^(?:proposal|design|tasks|spec)\.md$/;
const DOCS =
  /\b(?:readme|changelog|release notes|documentation|docs?|user guide|migration (?:guide|notes)|migration instructions|rustdoc|docstrings?|doc[- ]comments?|tutorial|runbook|adr)\b|文档|文檔|文件說明|ドキュメント|说明书|更新日志/;
const DOC_FILE =
  /(?:^|\/)(?:readme|changelog|contributing|license|security|code_of_conduct)$|\.(?:mdx?|adoc|rst)$|^docs?\/(?!.*\.rs$)/i;
const SOURCE_FILE = /\.(?:rs|wgsl|toml|tsx?|jsx?|py|go|c|cc|cpp|h|hpp)$/;
const DOCS_SECTION =
  /^(?:(?:update|write|user|api|code|developer|cli|final) ){0,2}(?:docs?|documentation|readme|changelog)\b(?!.*(?:[,&/]|\band\b))|^(?:文档|文檔|ドキュメント)/;

const TEST =
  /^(?:\S+\s+){0,7}?(?:\S{0,40}[- ])?(?:tests?|testing|test[- ]cases?|test[- ]coverage|coverage|benchmarks?|proptests?|regression|fixtures?)\b/;
const TEST_FIRST =
  /^(?:unit|integration|e2e|end-to-end|regression|property|snapshot|acceptance|parity|contract|golden|fuzz|bats|tests?|tdd|red)\b[\s:：-]/;
const TEST_FILE = /(?:^|\/)(?:tests?|benches|__tests__)\/|(?:_test|\.test|\.spec|tests)\.\w+$/;
const TEST_CJK =
  /(?:编写|添加|补充|新增|增加|追加|作成|更新|修正|扩展)[^。；]{0,40}(?:测试|測試|テスト)|テスト[^。]{0,8}を?(?:追加|作成|更新|修正)/;
const TEST_SECTION = /\b(?:tests?|testing|test coverage|qa)\b|测试|測試|テスト/;

/**
 * Says what a task asks for. The order of the questions matters: what needs a person or GitHub is never given to the
 * model, what a command proves needs no model, and a doubtful task is `code`.
 * @returns the kind, and the commands of a `verify` task (never empty for one)
 */
export function classifyTask(task: TaskWords): {
  readonly kind: TaskKind;
  readonly commands: readonly string[];
} {
  const clues = readClues(task);
  if (isMeta(clues)) return { kind: 'meta', commands: [] };
  if (isManual(clues)) return { kind: 'manual', commands: [] };
  const commands = pickCommands(clues, task.title);
  if (commands.length > 0) return { kind: 'verify', commands };
  if (isDocs(clues)) return { kind: 'docs', commands: [] };
  return { kind: isTest(clues) ? 'test' : 'code', commands: [] };
}

function isMeta(clues: TaskClues): boolean {
  if (META.some((rule) => rule.test(clues.head))) return true;
  // Specs and planning documents are merged by `openspec archive` and owned by the plan's author, and the path
  // policy denies them to the model.
  return (
    /^(?:update|add|create|write|edit|sync|modify|record|fix|rewrite|revise|amend)\b/.test(clues.head) &&
    clues.files.length > 0 &&
    clues.files.every((file) => PLANNING_FILE.test(file))
  );
}

function isManual(clues: TaskClues): boolean {
  if (MANUAL_MARK.test(clues.words)) return true;
  // "Add a smoke test" and "Document the manual steps" are work a model can do.
  if (clues.starts === 'author' || TEST_FIRST.test(clues.words)) return testsByHand(clues);
  if (soundsManual(clues.words)) return true;
  return MANUAL_SECTION.test(clues.section) && clues.commands.length === 0;
}

/** "Test with real hardware", "Test the dialog (manual)", and anything begun with "test" below "Manual testing". */
function testsByHand(clues: TaskClues): boolean {
  if (!/^(?:test|tests|e2e|end-to-end)\b/.test(clues.words)) return false;
  return MANUAL_SECTION.test(clues.section) || soundsManual(clues.words);
}

function soundsManual(words: string): boolean {
  const opening = words.slice(0, 160);
  return MAYBE_MANUAL.test(opening) && MANUAL.some((rule) => rule.test(opening));
}

function isDocs(clues: TaskClues): boolean {
  const author = clues.starts === 'author';
  if (/^(?:document|describe|explain)\b|^(?:文档|文檔)/.test(clues.head)) return true;
  if (clues.files.some((file) => SOURCE_FILE.test(file))) return false;
  const builds = /^(?:implement|parse|fix|handle|support|define|refactor|read|load)\b/.test(clues.head);
  if (author && !builds && DOC_FILE.test(clues.files[0] ?? '')) return true;
  const early = clues.head.slice(0, 80);
  const named =
    /^(?:readme|changelog|docs?|documentation|note|mention|inline|module|api|user|clean up|review)\b/.test(
      early,
    );
  if (DOCS.test(early) && (author || named))
    return !/\b(?:parser|generator|command|subcommand)\b/.test(early);
  return DOCS_SECTION.test(clues.section) && (author || clues.starts === undefined);
}

function isTest(clues: TaskClues): boolean {
  const author = clues.starts === 'author';
  // "Verify that the parser rejects x" is answered by a test that shows it; "ensure" asks for the behaviour.
  if ((clues.starts === 'check' && !clues.words.startsWith('gate')) || TEST_FIRST.test(clues.head))
    return true;
  if (clues.files.length > 0 && clues.files.every((file) => TEST_FILE.test(file))) return true;
  if ((author && TEST.test(clues.head.slice(0, 90))) || TEST_CJK.test(clues.head)) return true;
  if (/^.{0,12}(?:测试|測試|テスト)/.test(clues.head)) return true;
  const builds = /^(?:fix|implement|refactor|rename|remove|delete|move)\b/.test(clues.head);
  return TEST_SECTION.test(clues.section) && !builds;
}
