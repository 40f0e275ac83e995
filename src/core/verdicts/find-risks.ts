import { parse } from 'smol-toml';
import type { FileChange } from './file-change.ts';
import { findLostTests } from './find-lost-tests.ts';
import { publicItems } from './public-items.ts';
import { rustAttributes } from './rust-attributes.ts';
import { rustFunctions } from './rust-functions.ts';
import { rustTokens } from './rust-tokens.ts';

/** Snapshots and golden files: whoever changes them changes what passes. */
const EXPECTED = /\.(?:snap|stderr|stdout|golden|expected)$|(?:^|\/)(?:golden|expected|snapshots?)\//;
const MOST_RISKS = 40;
const MOST_ADDED = 8;
/** Words that a reviewer looks twice at; counted as tokens, so strings and comments do not matter. */
const TELLTALES: readonly (readonly [RegExp, string])[] = [
  [/^unsafe$/, '`unsafe` added'],
  [/^(unwrap|expect)$/, '`unwrap` or `expect` added'],
  [/^Command$/, 'programs started (`Command`)'],
  [/^(TcpStream|TcpListener|UdpSocket|reqwest|hyper|ureq)$/, 'network used'],
  [/^(include|include_str|include_bytes)$/, '`include!` of another file'],
  [/^(asm|global_asm|transmute)$/, '`asm!` or `transmute` added'],
  [/^(no_mangle|link_section|export_name)$/, 'a symbol exported under a fixed name'],
];

const ENDS = /^(?:exit|_exit|quick_exit|abort)$/;

/** What a reviewer should look at twice, one line each; none of it makes a candidate invalid. */
export function findRisks(changes: readonly FileChange[]): readonly string[] {
  const risks = [
    ...changes.flatMap(wordsAdded),
    ...changes.flatMap(endsAdded),
    ...changes.flatMap(allowsAdded),
    ...changes.flatMap(dependenciesChanged),
    ...publicChanges(changes),
    ...changes.flatMap(constantBodies),
    ...changes
      .filter(({ path, before }) => before !== undefined && EXPECTED.test(path))
      .map(({ path }) => `\`${path}\` says what tests expect, and changed`),
    ...changes.flatMap(weakerExamples),
    ...findLostTests(changes).altered.map((test) => `test \`${test}\` expects other values than before`),
    ...changes.filter((each) => each.after === undefined).map((each) => `\`${each.path}\` deleted`),
    ...changes
      .filter((each) => /(^|\/)\.?rustfmt\.toml$/.test(each.path))
      .map((each) => `\`${each.path}\` changed`),
  ];
  if (risks.length <= MOST_RISKS) return risks;
  return [...risks.slice(0, MOST_RISKS), `${risks.length - MOST_RISKS} more of this kind`];
}

function wordsAdded({ path, before, after }: FileChange): readonly string[] {
  if (!path.endsWith('.rs')) return [];
  const now = shippedWords(path, after ?? '');
  const old = shippedWords(path, before ?? '');
  const count = (words: readonly string[], pattern: RegExp) =>
    words.filter((word) => pattern.test(word)).length;
  return TELLTALES.flatMap(([pattern, what]) => {
    const more = count(now, pattern) - count(old, pattern);
    return more > 0 ? [`${what} in \`${path}\` (${more} more)`] : [];
  });
}

/** Code that ends its process, tests included: what runs after it is not run, and what it printed is the last word. */
function endsAdded({ path, before, after }: FileChange): readonly string[] {
  if (!path.endsWith('.rs')) return [];
  const count = (text: string) => {
    const tokens = rustTokens(text).filter(({ kind }) => kind !== 'comment');
    return tokens.filter(({ text: word }, at) => ENDS.test(word) && tokens[at + 1]?.text === '(').length;
  };
  const more = count(after ?? '') - count(before ?? '');
  return more > 0 ? [`the process is ended (\`exit\`, \`abort\`) in \`${path}\` (${more} more)`] : [];
}

/** Words outside tests, where unwrapping is the way to fail. */
function shippedWords(path: string, text: string): readonly string[] {
  const inTests = new Set(
    rustFunctions(text, path)
      .filter((fn) => fn.inTest)
      .flatMap((fn) => fn.body ?? []),
  );
  const lines = new Set([...inTests].map((token) => `${token.line} ${token.text}`));
  return rustTokens(text)
    .filter((token) => token.kind === 'word' && !lines.has(`${token.line} ${token.text}`))
    .map((token) => token.text);
}

function allowsAdded({ path, before, after }: FileChange): readonly string[] {
  if (!path.endsWith('.rs')) return [];
  const allows = (text: string) =>
    rustAttributes(text)
      .filter((each) => /(^|[(,])(allow|expect)\(/.test(each.text))
      .map((each) => each.text);
  const old = allows(before ?? '');
  return allows(after ?? '')
    .filter((each) => {
      const at = old.indexOf(each);
      if (at >= 0) old.splice(at, 1);
      return at < 0;
    })
    .map((each) => `\`#[${each}]\` added in \`${path}\``);
}

function dependenciesChanged({ path, before, after }: FileChange): readonly string[] {
  if (!/(^|\/)Cargo\.toml$/.test(path)) return [];
  const old = dependenciesOf(before ?? '');
  return [...dependenciesOf(after ?? '')].flatMap(([name, wanted]) => {
    const was = old.get(name);
    if (was === wanted) return [];
    return [
      `dependency \`${name}\` ${was === undefined ? 'added' : 'changed'} in \`${path}\`: \`${wanted}\``,
    ];
  });
}

/** Dependencies of every table of a manifest; doc.rust-lang.org/cargo/reference/specifying-dependencies.html */
function dependenciesOf(text: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const walk = (value: unknown, depth: number): void => {
    if (typeof value !== 'object' || value === null || depth > 4) return;
    for (const [key, inner] of Object.entries(value)) {
      if (!/^((dev|build)-)?dependencies$/.test(key)) walk(inner, depth + 1);
      else if (typeof inner === 'object' && inner !== null)
        for (const [name, wanted] of Object.entries(inner)) found.set(name, JSON.stringify(wanted));
    }
  };
  try {
    walk(parse(text), 0);
  } catch {
    // A manifest that is no TOML fails in cargo with a better message.
  }
  return found;
}

function publicChanges(changes: readonly FileChange[]): readonly string[] {
  const now = new Map(changes.flatMap((each) => [...publicItems(each.path, each.after ?? '')]));
  const old = new Map(changes.flatMap((each) => [...publicItems(each.path, each.before ?? '')]));
  const changed = [...old].flatMap(([name, signature]) => {
    const is = now.get(name);
    if (is === signature) return [];
    return [is === undefined ? `public \`${name}\` removed` : `public \`${name}\` changed to \`${is}\``];
  });
  // Additions break nobody, so they are told in one line.
  const added = [...now.keys()].filter((name) => !old.has(name));
  if (added.length === 0) return changed;
  const more = added.length > MOST_ADDED ? ` and ${added.length - MOST_ADDED} more` : '';
  const names = added.slice(0, MOST_ADDED).map((name) => `\`${name}\``);
  return [...changed, `public API grows by ${names.join(', ')}${more}`];
}

/** A body that gives the same value whatever it is asked: `Default :: default ( )`, `Ok ( ( ) )`, `0`, `Vec :: new ( )`. */
const CONSTANT =
  /^(?:return )?(?:(?:Ok|Some|Err) \( )?(?:\( \)|None|true|false|-? ?\d[\w.]*|"[^"]{0,40}"|(?:\w+ :: )*(?:default|new) \( \)|vec ! \[ \]|\[ \])(?: \))? ?;?$/;

const ASKS_NOTHING = /\bfn \w+ (?:< [^(]{0,200} > )?\( (?:& (?:mut )?self )?\)/;

function constantBodies({ path, before, after }: FileChange): readonly string[] {
  if (!path.endsWith('.rs')) return [];
  const old = new Set(rustFunctions(before ?? '', path).map((fn) => fn.name));
  return rustFunctions(after ?? '', path)
    .filter((fn) => !old.has(fn.name) && !fn.inTest && !ASKS_NOTHING.test(fn.signature))
    .filter((fn) => CONSTANT.test((fn.body ?? []).map((token) => token.text).join(' ')))
    .map((fn) => `new \`${fn.name}\` in \`${path}\` gives the same value whatever it is asked`);
}

/** Examples in documentation are tests too. */
function weakerExamples({ path, before, after }: FileChange): readonly string[] {
  if (!path.endsWith('.rs') || before === undefined || after === undefined) return [];
  const asserts = (text: string) =>
    rustTokens(text)
      .filter(({ kind, text: said }) => kind === 'comment' && /^(?:\/\/[/!]|\/\*[*!])/.test(said))
      .reduce((sum, { text: said }) => sum + (said.match(/\bassert(?:_eq|_ne)?!/g)?.length ?? 0), 0);
  const [was, is] = [asserts(before), asserts(after)];
  return is < was
    ? [`examples in the documentation of \`${path}\` had ${was} assertions and have ${is}`]
    : [];
}
