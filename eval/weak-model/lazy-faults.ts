import type { EvalCase, FileTexts } from '../format/eval-case.ts';
import type { ContentFault } from './content-fault.ts';
import type { Random } from './random.ts';
import { lineReplacement, sitesOf } from './sites.ts';

interface Solution {
  readonly files: FileTexts;
  readonly base: FileTexts;
}

/** The body of one function the task wrote becomes `todo!()`. */
export function placeholder({ files, base }: Solution, random: Random): ContentFault | undefined {
  const bodies = functionsOf(files, base, (head) => !/#\[test\]/.test(head));
  const one = random.pick(bodies);
  if (!one) return undefined;
  const after = `${one.head}${one.indent}    todo!()\n${one.indent}}\n`;
  return {
    kind: 'placeholder',
    replacements: [{ path: one.path, before: one.whole, after }],
    symptoms: ['todo!', 'placeholder', 'not yet implemented'],
    errors: 0,
  };
}

/** A test of the base is gone from a file the task rewrites. */
export function deletedTest({ files, base }: Solution, random: Random): ContentFault | undefined {
  const one = random.pick(oldTests(files, base));
  if (!one) return undefined;
  const replacements = [{ path: one.path, before: one.whole, after: '' }];
  return { kind: 'deletedTests', replacements, symptoms: [one.name], errors: 0 };
}

/** A test of the base is switched off. */
export function ignoredTest({ files, base }: Solution, random: Random): ContentFault | undefined {
  const one = random.pick(oldTests(files, base));
  if (!one) return undefined;
  const after = one.whole.replace(/( *)#\[test\]\n/, '$1#[test]\n$1#[ignore]\n');
  const replacements = [{ path: one.path, before: one.whole, after }];
  return { kind: 'ignoredTest', replacements, symptoms: [one.name, '#[ignore'], errors: 0 };
}

/** An assertion of the base only asks whether it is there. */
export function weakenedAssertion({ files, base }: Solution, random: Random): ContentFault | undefined {
  const sites = sitesOf(files, base).filter(
    ({ line, test, added }) => test && !added && /^\s*assert_eq!\(.*\);$/.test(line),
  );
  const site = random.pick(sites);
  if (!site) return undefined;
  const after = `${/^\s*/.exec(site.line)?.[0] ?? ''}assert!(true);`;
  return {
    kind: 'weakenedAssertion',
    replacements: [lineReplacement(site, after)],
    symptoms: ['assert', 'weaken'],
    errors: 0,
  };
}

/** Warnings of a file are silenced. */
export function silencedLint({ files, base }: Solution, random: Random): ContentFault | undefined {
  const one = random.pick(functionsOf(files, base, (head) => !/#\[test\]/.test(head)));
  if (!one) return undefined;
  const after = `${one.indent}#[allow(dead_code, unused)]\n${one.whole}`;
  return {
    kind: 'silencedLint',
    replacements: [{ path: one.path, before: one.whole, after }],
    symptoms: ['#[allow', 'allow('],
    errors: 0,
  };
}

/** The files as they are, given back as the answer. */
export function nothingDone({ files, base }: Solution): ContentFault | undefined {
  const known = new Map(
    [...files].flatMap(([path]) => (base.has(path) ? [[path, base.get(path) ?? ''] as const] : [])),
  );
  if (known.size < files.size || known.size === 0) return undefined;
  const symptoms = ['no change', 'nothing', 'changes no', 'same as before', 'FAILED', 'failed'];
  return { kind: 'nothingDone', files: known, replacements: [], symptoms, errors: 0 };
}

/** One of the case's plausible wrong solutions. */
export function semanticSlip(one: Pick<EvalCase, 'wrong'>, random: Random): ContentFault | undefined {
  const wrong = random.pick(one.wrong);
  return (
    wrong && {
      kind: 'slip',
      files: wrong.files,
      replacements: [],
      symptoms: ['panicked at', 'FAILED', 'failed'],
      errors: 0,
    }
  );
}

/** A test that expects another number or text than the specification says. */
export function wrongExpectation({ files, base }: Solution, random: Random): ContentFault | undefined {
  const sites = sitesOf(files, base).filter(({ line }) => /assert|vec!\[|==/.test(line) && /\d/.test(line));
  const site = random.pick(sites);
  const digits = site && random.pick([...site.line.matchAll(/\d+/g)]);
  if (!site || !digits) return undefined;
  const wrong = String(Number(digits[0]) + 1);
  const line = `${site.line.slice(0, digits.index)}${wrong}${site.line.slice(digits.index + digits[0].length)}`;
  const symptoms = [line.trim(), 'panicked at', 'failed'];
  return { kind: 'wrongExpectation', replacements: [lineReplacement(site, line)], symptoms, errors: 0 };
}

interface FoundFunction {
  readonly path: string;
  readonly name: string;
  readonly indent: string;
  /** Attributes, signature and the opening brace with its line end. */
  readonly head: string;
  readonly whole: string;
}

/** Functions whose braces stand as rustfmt puts them; only in files the task changes. */
function functionsIn(path: string, text: string): readonly FoundFunction[] {
  const pattern =
    /^( *)((?:#\[[^\n]*\]\n *)*(?:pub(?:\([^)\n]*\))? )?(?:async |const |unsafe )*fn (\w+)[^{;]*\{\n)/gm;
  return [...text.matchAll(pattern)].flatMap((match) => {
    const [opening, indent = '', , name = ''] = match;
    const close = `\n${indent}}\n`;
    const end = text.indexOf(close, match.index + opening.length - 1);
    if (end < 0) return [];
    const whole = text.slice(match.index, end + close.length);
    return [{ path, name, indent, head: opening, whole }];
  });
}

function functionsOf(
  files: FileTexts,
  base: FileTexts,
  wanted: (head: string) => boolean,
): readonly FoundFunction[] {
  return [...files].flatMap(([path, text]) =>
    path.endsWith('.rs') && !/(?:^|\/)tests\//.test(path)
      ? functionsIn(path, text).filter(
          (one) =>
            wanted(one.head) &&
            !(base.get(path) ?? '').includes(one.whole) &&
            one.whole.split('\n').length > 3,
        )
      : [],
  );
}

function oldTests(files: FileTexts, base: FileTexts): readonly FoundFunction[] {
  return [...files].flatMap(([path, text]) =>
    path.endsWith('.rs')
      ? functionsIn(path, text).filter(
          (one) => one.head.includes('#[test]') && (base.get(path) ?? '').includes(one.whole),
        )
      : [],
  );
}
