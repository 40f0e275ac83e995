import type { Attack } from '../attack.ts';

/** A test that lies about its neighbour, which must fail: `test/fixtures/rust/forging/tests/<program>.rs`. */
export interface TestForgery extends Attack {
  readonly program: string;
}

const PROGRAMS: Readonly<Record<string, string>> = {
  exits: 'a test that ends the process with exit code 0',
  good_line: 'a test that prints the good end of another one',
  good_result: 'a test that prints a good result and ends the process',
  closes_output: 'a test that closes the output',
  kills_everybody: 'a test that kills every process it sees',
  aborts: 'a test that aborts',
  starts_itself: 'a test that starts its own program again',
  outlives_itself: 'a test whose child goes on printing good ends',
  replaces_itself: 'a test that replaces its own program',
  plants_a_build: 'a test that plants a build for the next check',
  changes_a_source: 'a test that changes its own source',
  panics_in_silence: 'a test that turns panics into good ends',
};

export const TEST_FORGERIES: readonly TestForgery[] = Object.entries(PROGRAMS).map(([program, name]) => ({
  kind: 'forgery',
  name,
  program,
}));

/** What a reply makes of a test that is in its way. */
export interface WeakenedTest extends Attack {
  readonly after: string;
  readonly how: RegExp;
}

/** The file before: one test with two assertions. */
export const TESTED = `pub fn one() -> u8 {
    1
}

#[cfg(test)]
mod tests {
    #[test]
    fn is_one() {
        assert_eq!(super::one(), 1);
        assert!(super::one() > 0);
    }
}
`;

const attribute = (text: string) => TESTED.replace('    #[test]', `    ${text}\n    #[test]`);
const body = (text: string) => TESTED.replace(/ {8}assert_eq[\s\S]*?;\n {4}\}/, `${text}\n    }`);

const WEAKER: readonly (readonly [name: string, after: string, how: RegExp])[] = [
  ['a test that is removed', TESTED.replace(/\n#\[cfg\(test\)\][\s\S]*$/, ''), /removed/],
  ['a test that is ignored', attribute('#[ignore]'), /ignored/],
  ['a test that is ignored on a condition that holds', attribute('#[cfg_attr(all(), ignore)]'), /ignored/],
  ['a test that is never built', attribute('#[cfg(never)]'), /only runs under/],
  [
    'a module of tests that is never built',
    TESTED.replace('#[cfg(test)]', '#[cfg(all(test, never))]'),
    /only runs under/,
  ],
  ['a test that is no test any more', TESTED.replace('    #[test]\n', ''), /no longer a `#\[test\]`/],
  ['a test that expects a panic', attribute('#[should_panic]'), /expects a panic/],
  ['a test that is emptied', body(''), /emptied/],
  [
    'a test that returns at once',
    TESTED.replace('        assert_eq', '        return;\n        assert_eq'),
    /before it checks/,
  ],
  ['a test whose assertions are gone', body('        let _ = super::one();'), /assertion/],
  [
    'a test that checks only where nobody builds',
    TESTED.replace('        assert_eq', '        #[cfg(never)]\n        assert_eq'),
    /only under|assertion/,
  ],
  [
    'a test with assertions of its own making',
    `macro_rules! assert_eq { ($($x:tt)*) => {} }\n${TESTED}`,
    /real `assert_eq!`/,
  ],
];

export const WEAKENED_TESTS: readonly WeakenedTest[] = WEAKER.map(([name, after, how]) => ({
  kind: 'forgery',
  name,
  after,
  how,
}));
