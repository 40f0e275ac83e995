import { expect, test } from 'vitest';
import { changeQuality } from '../../../src/core/verdicts/change-quality.ts';

const change = (before: string | undefined, after: string | undefined, path = 'src/lib.rs') => ({
  ...{ path, before, after },
});

test('lines that are new and lines that are gone are counted, moved ones are not', () => {
  const changes = [
    change('a\nb\nc\n', 'c\na\nd\ne\n'),
    change(undefined, 'x\ny\n'),
    change('z\n', undefined),
  ];
  expect(changeQuality(changes)).toEqual({ linesAdded: 4, linesRemoved: 2, unsafeAdded: 0 });
});

test('`unsafe` counts as a word of Rust code, where there is more of it than before', () => {
  const code = 'fn f() { unsafe { g() } }\n';
  expect(changeQuality([change('', code + code)]).unsafeAdded).toBe(2);
  expect(changeQuality([change(code, code)]).unsafeAdded).toBe(0);
  expect(changeQuality([change(code, '')]).unsafeAdded).toBe(0);
  expect(changeQuality([change('', '// unsafe\nconst A: &str = "unsafe";\n')]).unsafeAdded).toBe(0);
  expect(changeQuality([change('', 'unsafe', 'README.md')]).unsafeAdded).toBe(0);
});
