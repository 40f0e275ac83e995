import type { FileTexts } from '../format/eval-case.ts';
import type { ContentFault, FaultKind } from './content-fault.ts';
import type { Random } from './random.ts';
import type { ERROR_WEIGHTS } from './rates.ts';
import { codeSites, lineReplacement, sitesOf } from './sites.ts';
import { slip, wrongMethod } from './spoil-name.ts';

export type CompileKind = keyof typeof ERROR_WEIGHTS;

interface Solution {
  readonly files: FileTexts;
  readonly base: FileTexts;
}

/** Makes one fault of a kind in a solution; undefined when nothing in it can go wrong that way. */
export type Spoil = (solution: Solution, random: Random) => ContentFault | undefined;

const IDENTIFIER = /[A-Za-z_]\w*/g;

export function isCompileKind(kind: string): kind is CompileKind {
  return kind in COMPILE_FAULTS;
}

/** What a fault of each kind does to a right solution. */
export const COMPILE_FAULTS: Readonly<Record<CompileKind, Spoil>> = {
  method: (solution, random) =>
    spoilLine('method', solution, random, (line) => {
      const calls = [...line.matchAll(/\.([a-z_]\w*)(?=\()/g)];
      const call = random.pick(calls);
      if (!call?.[1]) return undefined;
      const wrong = wrongMethod(call[1], random);
      return { line: replaceAt(line, call.index + 1, call[1], wrong), symptoms: [wrong] };
    }),
  import: (solution, random) => {
    const undeclared = random.chance(0.5) ? undeclaredModule(solution, random) : undefined;
    return undeclared ?? missingImport(solution, random) ?? undeclaredModule(solution, random);
  },
  path: (solution, random) =>
    spoilLine(
      'path',
      solution,
      random,
      (line) => {
        const inner = /^(\s*(?:pub )?use (?:\w+::)+)([a-z_]\w*)(::.+)$/.exec(line);
        const root = /^(\s*(?:pub )?use )(\w+)(::.+)$/.exec(line);
        const [, head = '', segment = '', rest = ''] = inner ?? root ?? [];
        if (segment === '') return undefined;
        const wrong = inner && random.chance(0.5) ? undefined : slip(segment, random);
        const spoilt = wrong === undefined ? `${head}${rest.slice(2)}` : `${head}${wrong}${rest}`;
        return {
          line: spoilt,
          symptoms: [spoilt.trim(), ...(wrong === undefined ? namesIn(rest) : [wrong])],
        };
      },
      true,
    ),
  name: (solution, random) =>
    spoilLine('name', solution, random, (line) => {
      if (/^\s*(?:use|pub use|mod|pub mod|fn|pub fn|struct|pub struct|enum|pub enum|let|#)/.test(line))
        return undefined;
      const names = [...line.matchAll(/(?<![\w.:'"])[a-z_]\w{2,}(?![\w!:]|\s*:)/g)];
      const name = random.pick(names.filter(([word]) => !KEYWORDS.has(word)));
      if (!name) return undefined;
      const wrong = slip(name[0], random);
      return { line: replaceAt(line, name.index, name[0], wrong), symptoms: [wrong] };
    }),
  type: (solution, random) =>
    spoilLine('type', solution, random, (line) => firstChange(line, TYPE_CHANGES, random)),
  bound: (solution, random) =>
    spoilLine('bound', solution, random, (line) => {
      const derive = /^(\s*#\[derive\()([^)]*)(\)\].*)$/.exec(line);
      const traits = derive?.[2]?.split(',').map((trait) => trait.trim()) ?? [];
      const gone = random.pick(traits);
      if (!derive || gone === undefined || traits.length < 2) return undefined;
      const left = traits.filter((trait) => trait !== gone).join(', ');
      return { line: `${derive[1]}${left}${derive[3]}`, symptoms: [gone, ...(METHODS_OF[gone] ?? [])] };
    }),
  typeName: (solution, random) =>
    spoilLine('typeName', solution, random, (line) => {
      if (/^\s*(?:use|pub use|#|(?:pub )?(?:struct|enum|impl|trait))/.test(line)) return undefined;
      const types = [...line.matchAll(/(?<=[:<(>&]\s?|\bmut )[A-Z]\w{2,}\b(?!::|\()/g)];
      const type = random.pick(types);
      if (!type) return undefined;
      const wrong = slip(type[0], random);
      return { line: replaceAt(line, type.index, type[0], wrong), symptoms: [wrong] };
    }),
  borrow: (solution, random) =>
    spoilLine('borrow', solution, random, (line) => firstChange(line, BORROW_CHANGES, random)),
  brace: ({ files, base }, random) => {
    const ends = [...files].flatMap(([path, text]) => {
      const end = text.trimEnd().split('\n').slice(-3).join('\n');
      const fits = path.endsWith('.rs') && text !== base.get(path) && end.endsWith('\n}');
      return fits && text.split(end).length === 2 ? [{ path, before: end, after: end.slice(0, -2) }] : [];
    });
    const end = random.pick(ends);
    if (!end) return undefined;
    // rustc complains at the end of the file, so its last lines are what a good message quotes.
    const [, last = ''] = end.after.split('\n');
    const symptoms = ['unclosed delimiter', 'delimiter', ...(last.trim().length > 3 ? [last.trim()] : [])];
    return { kind: 'brace', replacements: [end], symptoms, errors: 1 };
  },
};

const KEYWORDS = new Set(
  'self Self fn let mut pub use mod if else match for while loop in return impl struct enum where move ref break continue true false crate super const static type unsafe async await dyn some none'.split(
    ' ',
  ),
);

/** How the compiler speaks of a trait that is not there. */
const METHODS_OF: Readonly<Record<string, readonly string[]>> = {
  Clone: ['.clone()', 'clone'],
  PartialEq: ['binary operation `==`', '=='],
  Copy: ['moved', 'does not implement the `Copy`'],
  Debug: ["doesn't implement `Debug`"],
  Default: ['default'],
};

type Change = (line: string) => { readonly line: string; readonly symptoms: readonly string[] } | undefined;

const cut = (
  pattern: RegExp,
  by: string,
  symptoms: (match: RegExpExecArray) => readonly string[],
): Change => {
  return (line) => {
    const match = pattern.exec(line);
    if (!match) return undefined;
    const spoilt = `${line.slice(0, match.index)}${match[0].replace(pattern, by)}${line.slice(match.index + match[0].length)}`;
    return spoilt === line ? undefined : { line: spoilt, symptoms: [spoilt.trim(), ...symptoms(match)] };
  };
};

const TYPE_CHANGES: readonly Change[] = [
  cut(/ as (?:u|i)(?:8|16|32|64|128|size)\b/, '', () => []),
  cut(/ as f(?:32|64)\b/, '', () => []),
  cut(/("[^"]*")\.(?:to_string|to_owned|into)\(\)/, '$1', () => []),
  cut(/\bSome\(([^()]*)\)/, '$1', () => []),
  cut(/\bOk\(([^()]*)\)$/, '$1', () => []),
  cut(/\.(?:to_string|to_owned|into|collect|cloned|copied|as_str|len)\(\)/, '', () => []),
  cut(/-> (?:usize|u64|u32|i64|i32|f32|f64|String|bool)\b/, '-> &str', () => []),
  cut(/: (?:usize|u64|u32|i64|i32|f32|f64)\b/, ': String', () => []),
];

const BORROW_CHANGES: readonly Change[] = [
  cut(/\blet mut (\w+)/, 'let $1', (match) => [match[1] ?? '']),
  cut(/&mut self\b/, '&self', () => ['self']),
  cut(/&mut (\w+)/, '&$1', (match) => [match[1] ?? '']),
  cut(/(\w+)\.clone\(\)/, '$1', (match) => [match[1] ?? '']),
  cut(/&self\.(\w+)\b(?!\()/, 'self.$1', (match) => [match[1] ?? '']),
  cut(/([(,] ?)&(\w+)/, '$1$2', (match) => [match[2] ?? '']),
  cut(/\bin &(\w+)/, 'in $1', (match) => [match[1] ?? '']),
];

function firstChange(line: string, changes: readonly Change[], random: Random): ReturnType<Change> {
  if (/^\s*(?:use|pub use|#|mod|pub mod)/.test(line)) return undefined;
  return random.pick(changes.flatMap((change) => change(line) ?? []));
}

/** Spoils one line the task added (or any line of code, where that is allowed) that the change fits. */
function spoilLine(
  kind: FaultKind,
  { files, base }: Solution,
  random: Random,
  change: Change,
  anywhere = false,
): ContentFault | undefined {
  const all = sitesOf(files, base).filter((site) => files.get(site.path) !== base.get(site.path));
  for (const sites of [codeSites(all), anywhere ? codeSites(all, true) : []]) {
    const spoilt = sites.flatMap((site) => {
      const end = change(site.line);
      return end && end.line !== site.line ? [{ site, ...end }] : [];
    });
    const one = random.pick(spoilt);
    if (one)
      return {
        kind,
        replacements: [lineReplacement(one.site, one.line)],
        symptoms: [one.line.trim(), ...one.symptoms].filter((symptom) => symptom !== ''),
        errors: 1,
      };
  }
  return undefined;
}

/** A `use` that is not there: of the task's own where it has any. */
function missingImport({ files, base }: Solution, random: Random): ContentFault | undefined {
  const all = sitesOf(files, base).filter(
    ({ path, line, test }) => !test && files.get(path) !== base.get(path) && /^\s*use .*;$/.test(line),
  );
  const added = all.filter((site) => site.added);
  const site = random.pick(added.length > 0 ? added : all);
  if (!site) return undefined;
  const names = namesIn(site.line.slice(site.line.lastIndexOf('::')));
  return {
    kind: 'import',
    replacements: [lineReplacement(site, null)],
    symptoms: names,
    errors: usesOf(files.get(site.path), names),
  };
}

/** A new module nobody declares: it is not compiled at all. */
function undeclaredModule({ files, base }: Solution, random: Random): ContentFault | undefined {
  const declared = sitesOf(files, base).filter(
    (site) => site.added && /^\s*(?:pub(?:\([^)]*\))? )?mod \w+;/.test(site.line),
  );
  const site = random.pick(declared);
  const name = /mod (\w+);/.exec(site?.line ?? '')?.[1];
  if (!site || name === undefined) return undefined;
  return {
    kind: 'module',
    replacements: [lineReplacement(site, null)],
    symptoms: [name, `${name}.rs`],
    errors: 1,
  };
}

function namesIn(text: string): readonly string[] {
  return (text.match(IDENTIFIER) ?? []).filter(
    (name) => !['use', 'self', 'as', 'pub', 'crate'].includes(name),
  );
}

/** How often the names are used beside their import: each is an error. */
function usesOf(text: string | undefined, names: readonly string[]): number {
  const words = text?.match(IDENTIFIER) ?? [];
  return Math.max(1, words.filter((word) => names.includes(word)).length - names.length);
}

function replaceAt(line: string, at: number, from: string, to: string): string {
  return `${line.slice(0, at)}${to}${line.slice(at + from.length)}`;
}
