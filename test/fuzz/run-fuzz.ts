// npm run fuzz [-- <cases> [<seed>]]: every property at length. Ends with 1 and the smallest counterexample.
import fc from 'fast-check';
import { ALL_FUZZED } from './all-fuzzed.ts';

const [cases = '100000', given] = process.argv.slice(2);
const numRuns = Number.parseInt(cases, 10);
const seed = given === undefined ? Date.now() % 2 ** 31 : Number.parseInt(given, 10);
console.log(`${numRuns} cases each, seed ${seed}`);

for (const [subject, all] of Object.entries(ALL_FUZZED)) {
  for (const { title, property } of all) {
    const started = performance.now();
    const found = await fc.check(property, { numRuns, seed });
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    console.log(
      `${found.failed ? 'FAIL' : 'ok  '}  ${subject}: ${title} (${found.numRuns} cases, ${seconds} s)`,
    );
    if (!found.failed) continue;
    console.log(fc.defaultReportMessage(found));
    process.exitCode = 1;
  }
}
