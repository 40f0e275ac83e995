import { expect, test } from 'vitest';
import type { ContentFault } from '../../../eval/weak-model/content-fault.ts';
import { readFeedback } from '../../../eval/weak-model/read-feedback.ts';

const fault: ContentFault = { kind: 'method', replacements: [], symptoms: ['lenght'], errors: 1 };
const listing = (lines: number) =>
  Array.from(
    { length: lines },
    (_, at) => `${String(at + 1).padStart(3)} | ${at === 2 ? 'x.lenght()' : 'y();'}`,
  ).join('\n');

test('a message about something else says nothing of a fault', () => {
  expect(readFeedback('error[E0425]: cannot find value `z`', fault)).toBeUndefined();
  expect(readFeedback('no method named `lenghts`', fault)).toBeUndefined();
});

test('the more a message quotes of the place, the higher it stands', () => {
  const named = 'error[E0599]: no method named `lenght` found';
  expect(readFeedback(named, fault)).toBe('named');
  expect(readFeedback(`${named}\n  |\n3 |     x.lenght()\n  |       ^^^^^^`, fault)).toBe('numbered');
  expect(readFeedback(`${named}\n${listing(150)}`, fault)).toBe('numbered');
  expect(readFeedback(`${named}\n${listing(9)}`, fault)).toBe('localised');
  expect(readFeedback(`${named}\n${listing(9)}\nE0599 means: there is no such method.`, fault)).toBe(
    'explained',
  );
});

test('a failing test tells the more of a slip, the more of it is shown', () => {
  const slip: ContentFault = { ...fault, kind: 'slip', symptoms: ['panicked at', 'failed'] };
  expect(readFeedback('error[E0599]: no method', slip)).toBeUndefined();
  expect(readFeedback('test adds failed', slip)).toBe('named');
  const values = "thread 'adds' panicked at tests/a.rs:3:5:\n  left: 1\n right: 2";
  expect(readFeedback(values, slip)).toBe('numbered');
  const quoted = `${values}\n${listing(9).replace('x.lenght()', 'assert_eq!(x(), 2);')}`;
  expect(readFeedback(quoted, slip)).toBe('localised');
  expect(readFeedback(`${quoted}\n- **GIVEN** one`, slip)).toBe('explained');
});
