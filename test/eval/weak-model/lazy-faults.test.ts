import { expect, test } from 'vitest';
import { type ContentFault, withFaults } from '../../../eval/weak-model/content-fault.ts';
import {
  deletedTest,
  ignoredTest,
  nothingDone,
  placeholder,
  silencedLint,
  weakenedAssertion,
  wrongExpectation,
} from '../../../eval/weak-model/lazy-faults.ts';
import { Random } from '../../../eval/weak-model/random.ts';

const TESTS = `
#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doubles() {
        assert_eq!(double(2), 4);
    }
}
`;
const base = new Map([['src/lib.rs', `pub fn double(n: u32) -> u32 {\n    n * 2\n}\n${TESTS}`]]);
const files = new Map([
  ['src/lib.rs', `pub fn double(n: u32) -> u32 {\n    let twice = n + n;\n    twice\n}\n${TESTS}`],
]);
const spoilt = (fault: ContentFault | undefined) => withFaults(files, fault ? [fault] : []).get('src/lib.rs');
const random = () => new Random('lazy');

test('a placeholder takes the place of a body the task wrote', () => {
  expect(spoilt(placeholder({ files, base }, random()))).toContain('-> u32 {\n    todo!()\n}\n');
});

test('tests of the base are deleted, ignored or weakened', () => {
  expect(spoilt(deletedTest({ files, base }, random()))).not.toContain('#[test]');
  expect(spoilt(ignoredTest({ files, base }, random()))).toContain(
    '    #[test]\n    #[ignore]\n    fn doubles',
  );
  expect(spoilt(weakenedAssertion({ files, base }, random()))).toContain('        assert!(true);\n');
});

test('a lint is silenced above a function the task wrote', () => {
  expect(spoilt(silencedLint({ files, base }, random()))).toMatch(/^#\[allow\(/);
});

test('doing nothing gives the files of the base, and is no choice where the task makes new ones', () => {
  expect(spoilt(nothingDone({ files, base }))).toBe(base.get('src/lib.rs'));
  expect(nothingDone({ files: new Map([...files, ['src/new.rs', '']]), base })).toBeUndefined();
});

test('a wrong expectation changes one number of a test', () => {
  const tests = new Map([['tests/a.rs', 'use a::b;\n#[test]\nfn c() {\n    assert_eq!(b(), 41);\n}\n']]);
  const fault = wrongExpectation({ files: tests, base: new Map() }, random());
  expect(withFaults(tests, fault ? [fault] : []).get('tests/a.rs')).toContain('assert_eq!(b(), 42);');
});
