import { rustTokens } from './rust-tokens.ts';

/** The examples in a file's documentation, by what `cargo test` does with them. */
export interface Examples {
  /** Built and run. */
  readonly run: number;
  /** Only built, `no_run`. */
  readonly built: number;
}

/** Words of a fence that make it no Rust example: doc.rust-lang.org/rustdoc/write-documentation/documentation-tests.html */
const RUST_WORD =
  /^(?:rust|should_panic|no_run|compile_fail|edition\d{4}|E\d{4}|test_harness|standalone_crate|)$/;

/** Counts the fenced examples in documentation comments. Linear; never throws. */
export function countExamples(source: string): Examples {
  let run = 0;
  let built = 0;
  let open: string | undefined;
  for (const line of documentationOf(source)) {
    const [, mark = '', info = ''] = /^\s{0,3}(`{3,}|~{3,})([^`]*)$/.exec(line) ?? [];
    if (mark === '') continue;
    if (open !== undefined) {
      if (mark.startsWith(open) && info.trim() === '') open = undefined;
      continue;
    }
    open = mark;
    const words = info.trim().split(/[\s,]+/);
    if (!words.every((word) => RUST_WORD.test(word)) || words.includes('compile_fail')) continue;
    if (words.includes('no_run')) built++;
    else run++;
  }
  return { run, built };
}

function documentationOf(source: string): readonly string[] {
  return rustTokens(source)
    .filter(({ kind, text }) => kind === 'comment' && /^(?:\/\/[/!](?!\/)|\/\*[*!])/.test(text))
    .flatMap(({ text }) =>
      text.startsWith('//')
        ? [text.slice(3).trimEnd()]
        : text
            .slice(3, -2)
            .split('\n')
            .map((line) => line.replace(/^\s*\* ?/, '').trimEnd()),
    );
}
