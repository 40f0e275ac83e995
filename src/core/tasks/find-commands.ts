import type { Stretch } from './code-spans.ts';

/** Programs that check; one that publishes, installs or edits is no proof. */
const PROGRAMS =
  /^(?:cargo (?:\+\S+ )?(?:test|t|check|c|clippy|build|b|fmt|nextest|doc|bench|deny|audit|hack|machete|llvm-cov|tarpaulin|semver-checks|miri|udeps|tree|xtask|make)\b|(?:openspec (?:validate|list|show|status)|just|make|npm (?:run|test|ci)|pnpm|yarn|npx|bun (?:run|test)|deno (?:test|check|lint|fmt)|go (?:test|vet|build)|uv run|gradle|mvn|dotnet|zig|nix)(?:\s|$)|(?:pytest|ruff|mypy|tox|rustfmt|naga|spirv-val|taplo|typos|just|make)(?:\s|$))/;
const BARE = /\bcargo (?:\+\w+ )?(?:test|check|clippy|build|fmt|nextest|doc|bench|deny|audit)\b/g;
const ARGUMENT = /\s+(--(?=\s)|--?[A-Za-z][\w=.:,-]*|-D warnings)/y;
const VALUE = /\s+([\w.:-]+)/y;
const TAKES_VALUE = /^(?:-p|--package|--test|--bin|--example|--features|--manifest-path|-F|-D|-W|-A)$/;

/** Phrases that mean one cargo command, for tasks that name none. */
const MEANT: readonly (readonly [RegExp, string])[] = [
  [/\bclippy\b/i, 'cargo clippy --all-targets'],
  [/\b(?:rustfmt|formatting)\b/i, 'cargo fmt --check'],
  [
    /\b(?:test[- ]?suites?|(?:full|whole|entire) suite|run(?:ning)?\s+tests|(?:all|full|existing|whole|unit|integration|workspace|the)\s+(?:\w+\s+){0,2}tests|tests\s+(?:still\s+)?(?:pass|run|green|are green)|no regressions?)\b|(?:运行|執行|执行|全部|所有)[^，。]{0,6}(?:测试|測試)|テスト(?:を|が)?[^。]{0,8}(?:実行|通|パス)/i,
    'cargo test',
  ],
  [
    /\b(?:compil(?:es?|ation)|builds?(?:\s+(?:succeeds?|passes|cleanly|without))?|type-?checks?)\b|编译|構建|构建|ビルド/i,
    'cargo build',
  ],
];

/**
 * The commands a task names, in order and without duplicates: code spans that start with a known program, and bare
 * `cargo …` in prose with its flags. `a && b` are two commands; placeholders (`<path>`), pipes and variables are none.
 */
export function findCommands(stretches: readonly Stretch[]): readonly string[] {
  const commands = new Set<string>();
  for (const stretch of stretches) {
    if (!stretch.code) {
      if (!stretch.text.includes('cargo ')) continue;
      for (const match of stretch.text.matchAll(BARE))
        commands.add(match[0] + readArguments(stretch.text, match.index + match[0].length));
    } else if (PROGRAMS.test(stretch.text) && !/<[^>]*>|[|$]/.test(stretch.text)) {
      for (const part of stretch.text.split('&&')) commands.add(part.trim());
    }
  }
  return [...commands];
}

/** The cargo commands a task means that names none ("run the full test suite"); empty when it means none. */
export function guessCommands(text: string): readonly string[] {
  return MEANT.filter(([phrase]) => phrase.test(text)).map(([, command]) => command);
}

function readArguments(text: string, from: number): string {
  let read = '';
  let at = from;
  for (let count = 0; count < 20; count += 1) {
    ARGUMENT.lastIndex = at;
    const flag = ARGUMENT.exec(text)?.[1];
    if (flag === undefined) break;
    read += ` ${flag}`;
    at = ARGUMENT.lastIndex;
    if (!TAKES_VALUE.test(flag)) continue;
    VALUE.lastIndex = at;
    const value = VALUE.exec(text)?.[1];
    if (value === undefined) break;
    read += ` ${value}`;
    at = VALUE.lastIndex;
  }
  return read;
}
