import { expect, test } from 'vitest';
import { moduleTree } from '../../../src/core/repairs/module-tree.ts';

const files = (root: string, sources: Readonly<Record<string, string>>) =>
  [...moduleTree(root, new Map(Object.entries(sources))).files].map(
    ([file, { path }]) => `${file} ${path.join('::')}`,
  );

test('files are found beside the root, below a module, and as mod.rs', () => {
  expect(
    files('src/lib.rs', {
      'src/lib.rs': 'mod a; mod b; mod gone;',
      'src/a.rs': 'pub mod deep;',
      'src/a/deep.rs': '',
      'src/b/mod.rs': 'mod c;',
      'src/b/c.rs': '',
      'src/other.rs': '',
    }),
  ).toEqual(['src/lib.rs ', 'src/a.rs a', 'src/b/mod.rs b', 'src/a/deep.rs a::deep', 'src/b/c.rs b::c']);
});

test('a path attribute and inline modules lead elsewhere', () => {
  expect(
    files('src/main.rs', {
      'src/main.rs': '#[path = "../shared/x.rs"] mod x; mod inline { mod y; }',
      'shared/x.rs': '',
      'src/inline/y.rs': '',
    }),
  ).toEqual(['src/main.rs ', 'shared/x.rs x', 'src/inline/y.rs inline::y']);
});

test('inline modules are modules, and a circle ends', () => {
  const tree = moduleTree(
    'lib.rs',
    new Map([['lib.rs', 'pub mod a { mod b {} }\n#[path = "lib.rs"] mod me;']]),
  );
  expect([...tree.modules.values()].map(({ path, visibility }) => [path.join('::'), visibility])).toEqual([
    ['', 'public'],
    ['a', 'public'],
    ['a::b', 'private'],
    ['me', 'private'],
  ]);
});
