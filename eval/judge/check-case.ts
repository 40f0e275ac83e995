import type { EvalCase, FileTexts } from '../format/eval-case.ts';
import type { BenchSlot } from './bench-slot.ts';
import { overlay } from './overlay.ts';

/** What is wrong with a case, and what is worth knowing of it. */
export interface CaseFindings {
  readonly faults: readonly string[];
  readonly notes: readonly string[];
}

/** Holds a case against its own promises with real cargo: see eval/README.md for each. */
export async function checkCase(bench: BenchSlot, base: FileTexts, one: EvalCase): Promise<CaseFindings> {
  const faults: string[] = [];
  const notes: string[] = [];
  const right = overlay(base, one.reference);
  for (const [path, text] of one.reference)
    if (base.get(path) === text) faults.push(`reference/${path} is the same as the base`);
  const { errors, warnings } = await bench.findings(right);
  if (errors.length > 0) faults.push(`the reference has errors: ${errors.join('; ')}`);
  if (warnings.length > 0) faults.push(`the reference has clippy warnings: ${warnings.join('; ')}`);
  const refused = await bench.refusal(right, one);
  if (refused !== undefined) faults.push(`the reference is refused: ${refused}`);
  if ((await bench.refusal(base, one)) === undefined) faults.push('the hidden tests do not refuse the base');
  if (one.scenarioTests.size > 0) await checkScenarioTests(bench, base, one, faults);
  for (const wrong of one.wrong) {
    const found = await checkWrong(bench, { base, right, wrong: wrong.files, one });
    if (found.fault) faults.push(`wrong/${wrong.name} ${found.fault}`);
    else notes.push(`${wrong.name}: ${found.seenBy}`);
  }
  return { faults, notes };
}

async function checkScenarioTests(bench: BenchSlot, base: FileTexts, one: EvalCase, faults: string[]) {
  if ((await bench.test(overlay(base, one.scenarioTests))).ok)
    faults.push('scenario-tests are green on the base');
  const green = await bench.test(overlay(base, one.reference, one.scenarioTests));
  if (!green.ok)
    faults.push(`scenario-tests are red on the reference: ${green.failed.join(', ') || 'not built'}`);
}

interface Wrong {
  readonly base: FileTexts;
  readonly right: FileTexts;
  readonly wrong: FileTexts;
  readonly one: EvalCase;
}

/** A wrong solution compiles and is refused by the hidden judge; `seenBy` says who else sees that it is wrong. */
async function checkWrong(
  bench: BenchSlot,
  { base, right, wrong, one }: Wrong,
): Promise<{ readonly fault?: string; readonly seenBy: string }> {
  const files = overlay(right, wrong);
  const { errors } = await bench.findings(files);
  if (errors.length > 0) return { fault: `does not compile: ${errors.join('; ')}`, seenBy: '' };
  if ((await bench.refusal(files, one)) === undefined)
    return { fault: 'is not refused by the hidden tests', seenBy: '' };
  // The model's own tests come with its reference; those of the base are what it cannot have bent.
  const own = overlay(files, new Map([...base].filter(([path]) => /(?:^|\/)tests\//.test(path))));
  if (!(await bench.test(own)).ok) return { seenBy: 'visible tests' };
  const scenarios = one.scenarioTests.size > 0 && !(await bench.test(overlay(files, one.scenarioTests))).ok;
  return { seenBy: scenarios ? 'scenario tests' : 'hidden tests only' };
}
