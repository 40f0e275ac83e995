import { readSymbols } from '../symbols/read-symbols.ts';
import type { FileChange } from './file-change.ts';
import type { GateFinding } from './gate-finding.ts';
import { type RustToken, rustTokens } from './rust-tokens.ts';

const FUNCTION = /^(?:pub(?:\([^()]*\))?\s+)?(?:(?:const|async|unsafe)\s+)*fn\s+\w+[^{}]*\)[^{}]*;?$/;
const LONGEST = 400;

/** Functions that a task writes out: name, types of the parameters and of the result. */
interface Asked {
  readonly written: string;
  readonly name: string;
  readonly types: string;
}

/**
 * Judges new functions whose signature the task gives word for word: names and types have to be the task's, for others
 * will call them so. Names of parameters, lifetimes, bounds and the way a type is reached are free. Undefined when the
 * task gives none, or only of functions that are there already or that the change does not define.
 *
 * @param code what the task names in backticks
 */
export function judgeSignatures(
  code: readonly string[],
  changes: readonly FileChange[],
): GateFinding | undefined {
  const rust = changes.filter(({ path }) => path.endsWith('.rs'));
  const old = new Set(rust.flatMap(({ before }) => functionsIn(before ?? '').map(({ name }) => name)));
  const now = rust.flatMap(({ after }) => functionsIn(after ?? ''));
  const judged = code
    .flatMap(askedFor)
    .filter(({ name }) => !old.has(name) && now.some((one) => one.name === name));
  if (judged.length === 0) return undefined;
  const missed = judged.filter(
    ({ name, types }) => !now.some((one) => one.name === name && one.types === types),
  );
  if (missed.length === 0)
    return { result: 'passed', summary: `${judged.length} as the task writes them`, feedback: '' };
  const told = missed.map(({ written, name }) => {
    const there = now.find((one) => one.name === name)?.written ?? '';
    return `The task asks for \`${written}\`; your code has \`${there}\`.`;
  });
  return {
    result: 'failed',
    summary: `${missed.length} not as the task writes them`,
    feedback: told.join('\n'),
  };
}

function askedFor(span: string): readonly Asked[] {
  const text = span.trim();
  if (text.length > LONGEST || !FUNCTION.test(text) || /\.\.|…/.test(text)) return [];
  return functionsIn(`${text.replace(/;$/, '')} {}`);
}

function functionsIn(source: string): readonly Asked[] {
  return readSymbols(source)
    .definitions.filter(({ kind }) => kind === 'fn')
    .map(({ name, signature }) => ({ written: signature, name, types: typesOf(signature) }));
}

/** `( & str , u64 ) -> String` for `pub fn f<'a>(text: &'a str, n: u64) -> std::string::String where …`. */
function typesOf(signature: string): string {
  const tokens = rustTokens(signature).filter(({ kind }) => kind !== 'comment' && kind !== 'lifetime');
  const name = tokens.findIndex(({ text }) => text === 'fn') + 1;
  const open = afterGenerics(tokens, name + 1);
  const close = closing(tokens, open);
  const parameters = split(tokens.slice(open + 1, close)).map(typeOf);
  const rest = tokens.slice(close + 1);
  const where = rest.findIndex(({ text }) => text === 'where' || text === '{' || text === ';');
  const result = plain(where < 0 ? rest : rest.slice(0, where));
  return `(${parameters.join(', ')}) ${result}`;
}

function afterGenerics(tokens: readonly RustToken[], at: number): number {
  if (tokens[at]?.text !== '<') return at;
  let depth = 0;
  for (let i = at; i < tokens.length; i++) {
    if (tokens[i]?.text === '<') depth += 1;
    if (tokens[i]?.text === '>' && --depth === 0) return i + 1;
  }
  return tokens.length;
}

function closing(tokens: readonly RustToken[], open: number): number {
  let depth = 0;
  for (let i = open; i < tokens.length; i++) {
    if (tokens[i]?.text === '(') depth += 1;
    if (tokens[i]?.text === ')' && --depth === 0) return i;
  }
  return tokens.length;
}

/** At commas that stand in no bracket. */
function split(tokens: readonly RustToken[]): readonly (readonly RustToken[])[] {
  const parts: RustToken[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    if (/^[([{<]$/.test(token.text)) depth += 1;
    if (/^[)\]}>]$/.test(token.text)) depth -= 1;
    if (token.text === ',' && depth === 0) parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts.filter((part) => part.length > 0);
}

/** The type of a parameter; `self` with what stands before it. */
function typeOf(parameter: readonly RustToken[]): string {
  const colon = parameter.findIndex(({ text }) => text === ':');
  if (colon >= 0) return plain(parameter.slice(colon + 1));
  return plain(parameter[0]?.text === 'mut' ? parameter.slice(1) : parameter);
}

/** Tokens in one line, paths by their last segment. */
function plain(tokens: readonly RustToken[]): string {
  const kept = tokens.filter((token, at) => token.text !== '::' && tokens[at + 1]?.text !== '::');
  return kept
    .map(({ text }) => text)
    .join(' ')
    .replaceAll('< >', '')
    .replace(/\s+/g, ' ')
    .trim();
}
