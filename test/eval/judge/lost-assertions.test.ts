import { expect, test } from 'vitest';
import { lostAssertions } from '../../../eval/judge/lost-assertions.ts';

const file = (...lines: readonly string[]) => new Map([['src/a.rs', lines.join('\n')]]);
const base = file('    assert_eq!(a(1), 2);', '    assert!(b());', '    c();');

test('an assertion that the right solution keeps may not be weakened', () => {
  const accepted = file('  assert_eq!(a(1),  2);', '    assert!(true);');
  expect(lostAssertions({ base, right: base, accepted })).toEqual(['src/a.rs: assert!(b());']);
});

test('one that the right solution drops too may go', () => {
  const right = file('assert_eq!(a(1), 2);');
  expect(lostAssertions({ base, right, accepted: right })).toEqual([]);
});
