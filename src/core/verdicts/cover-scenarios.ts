/** A `#### Scenario:` of a spec delta. */
export interface Scenario {
  readonly requirement: string;
  readonly scenario: string;
}

/** A scenario and the tests whose names speak of it. Covered by name only: nobody proves what a test means. */
export interface CoveredScenario extends Scenario {
  readonly tests: readonly string[];
}

const SMALL_WORDS = new Set(
  'a an the of in on to for with and or is are be when then given that it its as by from at should must shall will test tests scenario'.split(
    ' ',
  ),
);
/** Share of the scenario's words a test name has to speak of. */
const ENOUGH = 0.6;
const MOST_TESTS = 5;

/** Matches scenarios with test names by their words; a scenario nobody speaks of has no tests. */
export function coverScenarios(
  scenarios: readonly Scenario[],
  tests: readonly string[],
): readonly CoveredScenario[] {
  const named = tests.map((test) => ({
    test,
    words: wordsOf(test),
    own: wordsOf(test.slice(test.lastIndexOf('::') + 1)),
  }));
  return scenarios.map((scenario) => {
    const wanted = wordsOf(scenario.scenario);
    const scored = named
      .map(({ test, words, own }) => ({ test, shared: common(wanted, words), own: common(wanted, own) }))
      .filter(({ shared, own }) => own >= Math.min(2, wanted.size) && shared / wanted.size >= ENOUGH)
      .sort((a, b) => b.shared - a.shared || (a.test < b.test ? -1 : 1));
    return { ...scenario, tests: scored.slice(0, MOST_TESTS).map(({ test }) => test) };
  });
}

function common(wanted: ReadonlySet<string>, words: ReadonlySet<string>): number {
  return [...wanted].filter((word) => words.has(word)).length;
}

function wordsOf(name: string): ReadonlySet<string> {
  const words = name
    .replaceAll(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\d]+/u)
    .filter((word) => word !== '' && !SMALL_WORDS.has(word));
  return new Set(words.map(stem));
}

/** `rejected`, `rejects` and `rejecting` are one word; rough on purpose. */
function stem(word: string): string {
  const bare = word.replace(/(ies|ied)$/, 'y').replace(/(?<=\p{L}{3})(ings?|ed|es|s|e|y)$/u, '');
  return bare.replace(/(\p{L})\1$/u, '$1');
}
