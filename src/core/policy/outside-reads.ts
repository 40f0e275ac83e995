import { type RustToken, rustTokens } from '../verdicts/rust-tokens.ts';
import { readRustString } from './read-rust-string.ts';
import { staysInside } from './stays-inside.ts';

/** What code asks the compiler to read: refusals for the model, risks for the pull request. */
export interface OutsideReads {
  readonly refusals: readonly string[];
  readonly risks: readonly string[];
}

/** One thing that is read while compiling, as written. */
type Read =
  | {
      readonly kind: 'file';
      readonly macro: string;
      readonly path: string;
      readonly from: 'file' | 'crate' | 'out';
    }
  | { readonly kind: 'variable'; readonly macro: string; readonly name: string }
  | { readonly kind: 'unknown' | 'renamed'; readonly macro: string };

const MACROS: ReadonlySet<string> = new Set(['include', 'include_str', 'include_bytes', 'env', 'option_env']);
const OPENING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };
/** Set by cargo for every build (doc.rust-lang.org/cargo/reference/environment-variables.html). */
const OF_CARGO =
  /^(?:CARGO_(?:PKG_\w+|MANIFEST_\w+|BIN_\w+|CRATE_NAME|PRIMARY_PACKAGE|TARGET_TMPDIR)|CARGO|OUT_DIR)$/;
/** Names under which machines and runners keep what is nobody's business. */
const SECRET =
  /TOKEN|SECRET|PASSW|CREDENTIAL|PRIVATE|AUTH|(?:^|_)(?:KEY|PAT|DSN)(?:_|$)|^(?:GITHUB|ACTIONS|RUNNER|INPUT|AWS|AZURE|GOOGLE|SSH)_|^(?:HOME|USER|LOGNAME|PATH|PWD)$/i;
const LONGEST = 400;

/**
 * Looks for `include!`, `include_str!`, `include_bytes!`, `#[path]`, `env!` and `option_env!` that an edit adds. What
 * leads out of the repository, or to a variable that may be a secret, is refused: in the sandbox there is nothing
 * to find, but the merged code is compiled where there is.
 *
 * @param path repository path of the Rust file.
 */
export function outsideReads(
  path: string,
  texts: { readonly before: string | undefined; readonly after: string },
): OutsideReads {
  const known = new Set(readsOf(texts.before ?? '').map((read) => JSON.stringify(read)));
  const fresh = readsOf(texts.after).filter((read) => !known.has(JSON.stringify(read)));
  return {
    refusals: [...new Set(fresh.flatMap((read) => refusalOf(path, read)))],
    risks: [...new Set(fresh.flatMap((read) => riskOf(path, read)))],
  };
}

function refusalOf(path: string, read: Read): readonly string[] {
  if (read.kind === 'renamed') return [`${path}: \`${read.macro}!\` may not be given another name.`];
  if (read.kind === 'variable' && !OF_CARGO.test(read.name) && SECRET.test(read.name))
    return [
      `${path}: \`${read.macro}!("${read.name}")\` would compile a variable of the machine into the code.`,
    ];
  if (read.kind === 'file' && !isInside(path, read))
    return [`${path}: \`${read.macro}\` may only name files of this repository.`];
  return [];
}

function riskOf(path: string, read: Read): readonly string[] {
  if (read.kind === 'unknown')
    return [`\`${read.macro}!\` in \`${path}\` does not say in the text what it reads`];
  if (read.kind === 'variable' && !OF_CARGO.test(read.name) && !SECRET.test(read.name))
    return [`\`${path}\` is compiled with the variable \`${read.name}\``];
  return [];
}

function isInside(file: string, read: Extract<Read, { kind: 'file' }>): boolean {
  if (read.from === 'file') return staysInside(read.path, file);
  // A name that is glued to the folder's is another folder beside it.
  if (!/^[/\\]/.test(read.path)) return read.path === '';
  const below = read.path.replace(/^[/\\]+/, '');
  if (read.from === 'out') return !below.split(/[/\\]/).includes('..');
  return staysInside(below, /^(.*?)(?:src|tests|benches|examples)\//.exec(file)?.[1] ?? '');
}

function readsOf(source: string): readonly Read[] {
  const tokens = rustTokens(source).filter(({ kind }) => kind !== 'comment');
  return tokens.flatMap(({ kind, text }, at) => {
    if (kind !== 'word') return [];
    const macro = text.replace(/^r#/, '');
    const next = tokens[at + 1]?.text;
    if (macro === 'path' && next === '=' && isInAttribute(tokens, at)) return pathAttribute(tokens[at + 2]);
    if (!MACROS.has(macro)) return [];
    if (next === 'as' && tokens[at + 2]?.text !== '_') return [{ kind: 'renamed', macro }];
    return next === '!' ? [readOf(macro, argumentOf(tokens, at + 2))] : [];
  });
}

function pathAttribute(value: RustToken | undefined): readonly Read[] {
  const path = value === undefined ? undefined : readRustString(value.text);
  return path === undefined
    ? [{ kind: 'unknown', macro: '#[path]' }]
    : [{ kind: 'file', macro: '#[path]', path, from: 'file' }];
}

function isInAttribute(tokens: readonly RustToken[], at: number): boolean {
  for (let back = at - 1; back >= 0 && at - back < LONGEST; back--) {
    const text = tokens[back]?.text;
    if (text === '[') return tokens[back - 1]?.text === '#' || tokens[back - 1]?.text === '!';
    if (text === ';' || text === '}' || text === ']') return false;
  }
  return false;
}

/** The tokens between the brackets that open at an index. */
function argumentOf(tokens: readonly RustToken[], open: number): readonly RustToken[] {
  const opening = tokens[open]?.text ?? '';
  const closing = OPENING[opening];
  let depth = 0;
  for (let at = open; closing !== undefined && at < Math.min(tokens.length, open + LONGEST); at++) {
    if (tokens[at]?.text === opening) depth++;
    if (tokens[at]?.text === closing && --depth === 0) return tokens.slice(open + 1, at);
  }
  return [];
}

function readOf(macro: string, argument: readonly RustToken[]): Read {
  if (macro.endsWith('env')) {
    // `env!` may carry a message after its name.
    const comma = argument.findIndex(({ text }) => text === ',');
    const name = joined(comma < 0 || argument[0]?.text === 'concat' ? argument : argument.slice(0, comma));
    return name?.base === undefined && name
      ? { kind: 'variable', macro, name: name.text }
      : { kind: 'unknown', macro };
  }
  const path = joined(argument);
  if (path === undefined) return { kind: 'unknown', macro };
  if (path.base === undefined) return { kind: 'file', macro, path: path.text, from: 'file' };
  if (path.base === 'CARGO_MANIFEST_DIR') return { kind: 'file', macro, path: path.text, from: 'crate' };
  if (path.base === 'OUT_DIR') return { kind: 'file', macro, path: path.text, from: 'out' };
  return { kind: 'variable', macro, name: path.base };
}

/** A string literal, or `concat!` of some that may begin with one `env!`. Undefined for all else. */
function joined(tokens: readonly RustToken[]): { readonly text: string; readonly base?: string } | undefined {
  const [first] = tokens;
  if (first?.text !== 'concat') {
    const rest = tokens.slice(1).filter(({ text }) => text !== ',');
    const text = first && rest.length === 0 ? readRustString(first.text) : undefined;
    return text === undefined ? undefined : { text };
  }
  const parts = argumentOf(tokens, 2).filter(({ text }) => text !== ',');
  const variable = parts[0]?.text === 'env' ? readRustString(parts[3]?.text ?? '') : undefined;
  const texts = (variable === undefined ? parts : parts.slice(5)).map(({ text }) => readRustString(text));
  if (texts.some((text) => text === undefined)) return undefined;
  return { text: texts.join(''), ...(variable === undefined ? {} : { base: variable }) };
}
