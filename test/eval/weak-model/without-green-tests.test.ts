import { expect, test } from 'vitest';
import { withoutGreenTests } from '../../../eval/weak-model/without-green-tests.ts';

const red = '#[test]\nfn red() {\n    assert!(new());\n}\n';
const green = '#[test]\nfn green() {\n    assert!(old());\n}\n';
const tests = new Map([['tests/a.rs', `use a::*;\n\n${green}\n${red}`]]);

test('a test that passed too early is dropped, and nothing else', () => {
  const message = 'On the code as it is now `green` passed. Each test has to fail there.';
  expect(withoutGreenTests(tests, message)).toEqual(new Map([['tests/a.rs', `use a::*;\n\n${red}`]]));
});

test('a message about something else, or about all tests, drops none', () => {
  expect(withoutGreenTests(tests, 'error in `green`')).toEqual(tests);
  expect(withoutGreenTests(tests, '`green` and `red` passed')).toEqual(tests);
});
