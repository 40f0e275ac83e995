import type { EvalCase, FileTexts } from '../format/eval-case.ts';
import { COMPILE_FAULTS } from './compile-faults.ts';
import { type ContentFault, withFaults } from './content-fault.ts';
import {
  deletedTest,
  ignoredTest,
  nothingDone,
  placeholder,
  semanticSlip,
  silencedLint,
  weakenedAssertion,
  wrongExpectation,
} from './lazy-faults.ts';
import type { Random } from './random.ts';
import { ERROR_WEIGHTS, type Rates } from './rates.ts';

/** What the model was asked to write. */
export type Work = 'solution' | 'tests';

/**
 * The right files for what was asked; tests go into the file that is asked for.
 * @param testPath where the tests are to be
 */
export function rightFiles(one: EvalCase, work: Work, testPath: string | undefined): FileTexts {
  if (work === 'solution') return one.reference;
  const [first] = one.scenarioTests;
  return testPath === undefined || first === undefined ? one.scenarioTests : new Map([[testPath, first[1]]]);
}

/** What a first answer is made of. */
export interface Assignment {
  readonly one: EvalCase;
  readonly base: FileTexts;
  readonly work: Work;
  readonly right: FileTexts;
}

/** What is wrong with a first answer: each fault at its rate, where the solution has a place for it. */
export function drawFaults(about: Assignment, rates: Rates, random: Random): readonly ContentFault[] {
  const { one, base, work, right } = about;
  const faults: ContentFault[] = [];
  const add = (rate: number, make: (files: FileTexts) => ContentFault | undefined) => {
    // Drawn even when there is no place for it, so that one fault does not shift the draw of the next.
    const happens = random.chance(rate);
    const fault = happens ? make(withFaults(right, faults)) : undefined;
    if (fault) faults.push(fault);
  };
  const solution = (files: FileTexts) => ({ files, base });
  if (work === 'tests') add(rates.slip.value, (files) => wrongExpectation(solution(files), random));
  else {
    add(rates.nothingDone.value, (files) => nothingDone(solution(files)));
    add(rates.slip.value, () => semanticSlip(one, random));
    add(rates.placeholder.value, (files) => placeholder(solution(files), random));
    add(rates.deletedTests.value, (files) => deletedTest(solution(files), random));
    add(rates.ignoredTest.value, (files) => ignoredTest(solution(files), random));
    add(rates.weakenedAssertion.value, (files) => weakenedAssertion(solution(files), random));
    add(rates.silencedLint.value, (files) => silencedLint(solution(files), random));
  }
  if (random.chance(rates.compileFailure.value)) addCompileFaults(faults, about, rates, random);
  return faults;
}

/** As many as give the drawn number of errors, kinds by their share of real errors. */
function addCompileFaults(
  faults: ContentFault[],
  { base, right }: Assignment,
  rates: Rates,
  random: Random,
): void {
  let errors = random.count(rates.errorsPerFailure.value);
  const weights: Record<string, number> = { ...ERROR_WEIGHTS };
  for (let tries = 0; errors > 0 && tries < 40; tries += 1) {
    const kind = random.weighted(weights) as keyof typeof ERROR_WEIGHTS | undefined;
    if (kind === undefined) return;
    const fault = COMPILE_FAULTS[kind]({ files: withFaults(right, faults), base }, random);
    if (!fault) {
      delete weights[kind];
      continue;
    }
    faults.push(fault);
    errors -= fault.errors;
  }
}
