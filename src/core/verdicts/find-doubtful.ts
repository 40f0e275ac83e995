import type { FileChange } from './file-change.ts';
import { moduleOf } from './module-of.ts';
import { rustAttributes } from './rust-attributes.ts';
import { type RustToken, rustTokens } from './rust-tokens.ts';

/** What makes rustc read a file, and name it in dep-info, without compiling it. */
const READS = /^(include_str|include_bytes|debugger_visualizer)$/;

/**
 * Changed Rust files that may stand in cargo's dep-info and still be compiled by nobody: the change embeds them as
 * text, takes their `mod` away, or puts a `#![cfg]` into them. Says which are to be tried, not which are wrong.
 */
export function findDoubtful(changes: readonly FileChange[]): readonly string[] {
  const sources = changes.filter((change) => change.path.endsWith('.rs'));
  const read = sources.flatMap((change) =>
    addedReads(change) ? readsOf(rustTokens(change.after ?? '')) : [],
  );
  return sources
    .filter(({ after }) => after !== undefined)
    .filter(
      (change) =>
        read.some((what) => what === 'unknown' || what.file === nameOf(change.path)) ||
        inside(change.after) > inside(change.before) ||
        sources.some((other) => modsOf(other.after, change.path) < modsOf(other.before, change.path)),
    )
    .map(({ path }) => path);
}

const nameOf = (path: string) => path.slice(path.lastIndexOf('/') + 1);

function addedReads({ before, after }: FileChange): boolean {
  const all = (text = '') => readsOf(rustTokens(text)).map((what) => JSON.stringify(what));
  const old = all(before);
  return all(after).some((what) => {
    const at = old.indexOf(what);
    if (at >= 0) old.splice(at, 1);
    return at < 0;
  });
}

/** File names that are read; `unknown` where the path is put together by other macros. */
function readsOf(all: readonly RustToken[]): readonly ('unknown' | { readonly file: string })[] {
  const tokens = all.filter((token) => token.kind !== 'comment');
  return tokens.flatMap(({ text }, at) => {
    if (!READS.test(text)) return [];
    // `include_str!("x.rs")`, `debugger_visualizer(gdb_script_file = "x.rs")`
    const argument = tokens.slice(at + 1, at + 5).find((token) => !/^([!([{=]|\w+_file)$/.test(token.text));
    const plain = argument?.kind === 'string' && !argument.text.includes('\\');
    return [plain ? { file: nameOf(argument.text.replace(/"#*$/, '').replace(/^\w*#*"/, '')) } : 'unknown'];
  });
}

/** How many `#![cfg]` and `#![cfg_attr]` there are. */
function inside(text: string | undefined): number {
  return rustAttributes(text ?? '').filter((each) => each.inner && /^cfg(_attr)?\(/.test(each.text)).length;
}

/** How often the module of the file is declared. */
function modsOf(text: string | undefined, path: string): number {
  const name = moduleOf(path);
  const tokens = rustTokens(text ?? '').filter((token) => token.kind !== 'comment');
  return tokens.filter(
    (token, at) => token.text === 'mod' && tokens[at + 1]?.text === name && tokens[at + 2]?.text === ';',
  ).length;
}
