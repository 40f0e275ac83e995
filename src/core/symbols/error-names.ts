import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { type NamesIn, namesInCode } from './names-in.ts';

/** What compile errors speak of. */
export interface ErrorNames {
  readonly names: NamesIn;
  /** Members that a type does not have: `['Money', 'ad']`. */
  readonly missing: readonly (readonly [string, string])[];
}

/** Errors about names that are unknown or used wrongly: https://doc.rust-lang.org/error_codes/ */
const CODES = new Set(
  (
    'E0023 E0026 E0027 E0040 E0046 E0050 E0053 E0061 E0063 E0107 E0191 E0220 E0277 E0308 E0405 E0407 E0412 E0423 ' +
    'E0425 E0432 E0433 E0437 E0438 E0531 E0532 E0559 E0560 E0574 E0576 E0599 E0603 E0609 E0614 E0618'
  ).split(' '),
);
const MOST_ERRORS = 20;
const LONGEST = 4_000;
const SOURCE_LINE = /^ *\d+ *\| /;
const CALL = /(?:(\w{1,100})(?:::|\.))?(\w{1,100})\(/g;

/** Names in errors about names. Linear in the errors' length. */
export function errorNames(errors: readonly Diagnostic[]): ErrorNames {
  const code: string[] = [];
  const missing: (readonly [string, string])[] = [];
  for (const error of errors.filter((one) => CODES.has(one.code)).slice(0, MOST_ERRORS)) {
    const rendered = error.rendered.slice(0, LONGEST);
    const message = error.message.slice(0, LONGEST);
    code.push(...quotedIn(`${message}\n${rendered}`));
    if (error.code === 'E0599') missing.push(...missingIn(message));
    // The message about a wrong number of arguments does not name the function.
    if (error.code === 'E0061' || error.code === 'E0308') code.push(...calledIn(rendered));
  }
  return { names: namesInCode(code), missing };
}

function quotedIn(text: string): readonly string[] {
  return text
    .split('\n')
    .flatMap((line) => line.split('`').filter((_, at) => at % 2 === 1))
    .filter((one) => one.length <= 200);
}

/** `no method named `ad` found for struct `Money` in the current scope` */
function missingIn(message: string): readonly (readonly [string, string])[] {
  const [, member, , type] = message.split('`');
  const owner = type?.replace(/<.*$/, '').match(/\w+$/)?.[0];
  return member !== undefined && owner !== undefined && /^\w+$/.test(member) ? [[owner, member]] : [];
}

/** The calls that rustc points at: `12 |     let a = Money::add(1);` with carets below. */
function calledIn(rendered: string): readonly string[] {
  const lines = rendered.split('\n');
  return lines.flatMap((line, at) => {
    const carets = lines[at + 1] ?? '';
    if (!SOURCE_LINE.test(line) || !/^ *\|[ -]*\^/.test(carets)) return [];
    const [from, to] = [carets.indexOf('^'), carets.lastIndexOf('^')];
    return [...line.slice(0, 600).matchAll(CALL)]
      .filter(({ index, 0: { length } }) => index <= to && index + length > from)
      .map(([, owner, name]) =>
        owner !== undefined && /^[A-Z]/.test(owner) ? `${owner}::${name}` : `${name}`,
      );
  });
}
