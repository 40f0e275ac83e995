import type { FileChange } from './file-change.ts';
import { rustChanges } from './rust-changes.ts';
import { type RustFunction, rustFunctions } from './rust-functions.ts';
import type { RustToken } from './rust-tokens.ts';
import { unwrittenOutside } from './unwritten-outside.ts';

/** Code that stands where the work should be. */
export interface Placeholder {
  readonly path: string;
  /** 1-based line in the new text. */
  readonly line: number;
  readonly function: string;
  /** As a person would name it: `todo!`, `an empty body`. */
  readonly what: string;
}

const SAYS_UNWRITTEN =
  /^\s*((this |it )?(is )?not (yet )?implemented|unimplemented\b|implement (me|this)|(todo|fixme)\b\s*([:!.(-]|$))|not implemented yet|not yet implemented/i;
const SAYS_LATER =
  /\b(TODO|FIXME|XXX)\b|\bplaceholder\b|\bnot (yet )?implemented\b|\bimplement(ation)? (me|this|later|here|goes here)\b|\bstub(bed)?\b|\byour (code|implementation)\b|\b(existing|rest of( the)?) (code|implementation)\b|^\W*\.\.\.\W*$/i;
const SPEAKING_MACROS = new Set(['panic', 'unreachable', 'bail', 'anyhow', 'eyre', 'ensure']);
/** What a body that only pretends is made of. */
const IDLE_WORDS =
  /^(Ok|Some|None|String|Vec|HashMap|BTreeMap|HashSet|Default|default|new|vec|true|false|return)$/;
const HARMLESS_NAME = /^(main|drop|_.*|no_?op.*|assert_.*|is_(send|sync).*|.*_(send|sync|object_safe))$/;
const NOT_SHIPPED = /(^|\/)(tests|benches)\//;
const PLAIN_ATTRIBUTE = /^(inline|must_use|doc|allow|expect|cold|track_caller)\b/;

/**
 * Placeholders that the change brings: `todo!`, `unimplemented!`, panics that say so, empty bodies and bodies of
 * nothing but a TODO. One that stood in a function of the same name before is not counted, wherever it moved.
 */
export function findPlaceholders(changes: readonly FileChange[]): readonly Placeholder[] {
  const rust = rustChanges(changes);
  const old = new Map<string, number>();
  for (const change of rust)
    for (const found of placeholdersIn(change.path, change.before ?? '')) {
      const key = keyOf(found);
      old.set(key, (old.get(key) ?? 0) + 1);
    }
  return rust
    .flatMap((change) => placeholdersIn(change.path, change.after ?? ''))
    .filter((found) => {
      const left = old.get(keyOf(found)) ?? 0;
      old.set(keyOf(found), left - 1);
      return left <= 0;
    });
}

const keyOf = (found: Placeholder) => `${found.what}\n${found.function}`;

function placeholdersIn(path: string, text: string): readonly Placeholder[] {
  const functions = rustFunctions(text, path);
  const outside = unwrittenOutside(text, functions).map(({ line, what }) => ({
    path,
    line,
    function: 'the file',
    what,
  }));
  return [...(NOT_SHIPPED.test(path) ? [] : outside), ...placeholdersWithin(path, functions)];
}

function placeholdersWithin(path: string, functions: readonly RustFunction[]): readonly Placeholder[] {
  return functions.flatMap((fn) => {
    const named = (what: string, line = fn.line): Placeholder => ({ path, line, function: fn.name, what });
    if (!fn.body || expectsPanic(fn)) return [];
    const macros = fn.body.flatMap((token, at) => {
      const what = macroAt(fn, at);
      return what ? [named(what, token.line)] : [];
    });
    if (macros.length > 0) return macros;
    const what = idleBody(fn, fn.body);
    return what ? [named(what)] : [];
  });
}

function expectsPanic(fn: RustFunction): boolean {
  return fn.attributes.some((attribute) => attribute.startsWith('should_panic'));
}

function macroAt(fn: RustFunction, at: number): string | undefined {
  const body = fn.body ?? [];
  const token = body[at];
  if (token?.kind !== 'word' || body[at + 1]?.text !== '!' || !/^[([{]$/.test(body[at + 2]?.text ?? ''))
    return undefined;
  // A test double rarely implements everything; only a test that does nothing else is unwritten.
  const standIn = fn.inTest && !(fn.isTest && at <= 3);
  if (token.text === 'todo') return fn.inTest && !fn.isTest ? undefined : '`todo!`';
  if (token.text === 'unimplemented') return standIn ? undefined : '`unimplemented!`';
  const said = body[at + 3];
  const speaks = SPEAKING_MACROS.has(token.text) && said?.kind === 'string' && saysUnwritten(said);
  return speaks && !standIn ? `\`${token.text}!\` that says it is not implemented` : undefined;
}

function saysUnwritten(token: RustToken): boolean {
  return SAYS_UNWRITTEN.test(token.text.replace(/^\w*#*"|"#*$/g, ''));
}

function idleBody(fn: RustFunction, body: readonly RustToken[]): string | undefined {
  const later = fn.comments.some((comment) =>
    SAYS_LATER.test(comment.replace(/^\/[/*]+!?|\*\/$/g, '').trim()),
  );
  const idle = body.every(isIdle) && body.length <= 12;
  if (body.length === 0 && (later || fn.isTest)) return 'an empty body';
  if (idle && later) return 'a body that only says it is to be written';
  const what = givesUp(fn, body);
  if (what) return what;
  const unwrittenError =
    body.length <= 16 &&
    /^(return|Err)$/.test(body[0]?.text ?? '') &&
    body.some((token) => token.text === 'Err') &&
    body.some((token) => token.kind === 'string' && saysUnwritten(token));
  if (unwrittenError && !fn.inTest) return 'an error that says it is not implemented';
  return body.length === 0 && isStub(fn) ? 'an empty body' : undefined;
}

/** Ways to end the program that are all a body does; with a message or a comment they may be meant. */
const GIVES_UP =
  /^(?:(?:\w+ :: )*(?:unreachable|panic) ! [([{] [)\]}]|loop { }|(?:\w+ :: )*process :: (?:exit|abort) \( \d* ?\)) ?;?$/;
const SAYS_SO = /(?:\. (?:expect|context) \(|(?:assert|debug_assert) ! [([{] false ,)$/;

/** A body that does nothing but give up, or says in the last place where it could that it is not written. */
function givesUp(fn: RustFunction, body: readonly RustToken[]): string | undefined {
  if (fn.inTest || body.length > 16) return undefined;
  const said = body.findIndex((token) => token.kind === 'string' && saysUnwritten(token));
  if (said >= 0 && SAYS_SO.test(textOf(body.slice(0, said)))) return 'a body that says it is not implemented';
  const mayGiveUp = fn.container === 'trait-impl' || fn.comments.length > 0 || /\) -> !/.test(fn.signature);
  return !mayGiveUp && fn.name !== 'main' && GIVES_UP.test(textOf(body))
    ? 'a body that only gives up'
    : undefined;
}

const textOf = (tokens: readonly RustToken[]) => tokens.map((token) => token.text).join(' ');

function isIdle(token: RustToken): boolean {
  if (token.kind === 'word') return IDLE_WORDS.test(token.text);
  if (token.kind === 'string') return /^"?"$|^""$/.test(token.text);
  return token.kind === 'number' || (token.kind === 'punct' && /^([()[\]!;,.]|::)$/.test(token.text));
}

/** A new empty function is a stub unless its kind, name, shape or a comment inside shows that nothing is the point. */
function isStub(fn: RustFunction): boolean {
  const returns = /\) -> (.*)$/.exec(fn.signature)?.[1]?.replace(/ where .*$/, '');
  if (returns !== undefined && returns !== '( )') return true;
  if (fn.comments.length > 0 || fn.inTest || HARMLESS_NAME.test(fn.name)) return false;
  if (fn.container !== 'impl' && fn.container !== 'module') return false;
  if (!fn.attributes.every((attribute) => PLAIN_ATTRIBUTE.test(attribute))) return false;
  if (fn.around.some((attribute) => attribute.startsWith('cfg('))) return false;
  const parameters = /^[^(]*\( (.*?) \)( where .*)?( -> \( \))?$/.exec(fn.signature)?.[1] ?? '';
  const generic = new RegExp(`fn ${fn.name} <`).test(fn.signature);
  if (/\bextern\b/.test(fn.signature) || (generic && parameters === '')) return false;
  return !/^_ :/.test(parameters);
}
