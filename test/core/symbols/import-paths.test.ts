import { describe, expect, test } from 'vitest';
import { importPaths } from '../../../src/core/symbols/import-paths.ts';
import { moduleMap } from '../../../src/core/symbols/module-map.ts';
import { nameGraph } from '../../../src/core/symbols/name-graph.ts';
import { indexOf } from '../../support/index-of.ts';

const PACKAGES = [
  {
    name: 'my-core',
    folder: 'core',
    targets: [{ name: 'my-core', kind: 'lib', file: 'core/src/lib.rs' }],
    dependencies: [],
  },
  {
    name: 'app',
    folder: 'app',
    targets: [
      { name: 'app', kind: 'bin', file: 'app/src/main.rs' },
      { name: 'flow', kind: 'test', file: 'app/tests/flow.rs' },
    ],
    dependencies: [{ name: 'my_core' }],
  },
];

function pathsOf(files: Readonly<Record<string, string>>, name: string, from: string) {
  const index = indexOf(files);
  const graph = nameGraph(index, PACKAGES);
  return (index.byName.get(name) ?? []).map((one) => importPaths(graph, one, from));
}

test('files get their module from targets, mod declarations and path attributes', () => {
  const index = indexOf({
    'core/src/lib.rs': 'pub mod a; mod b { pub mod c; } #[path = "odd/name.rs"] mod d;',
    'core/src/a.rs': 'mod deep;',
    'core/src/a/deep.rs': '',
    'core/src/b/c/mod.rs': 'pub mod e;',
    'core/src/b/c/e.rs': '',
    'core/src/odd/name.rs': '',
    'core/src/orphan.rs': '',
    'app/src/main.rs': 'mod a;',
    'app/src/a.rs': 'mod a;',
  });
  const places = moduleMap(index, PACKAGES);
  expect(
    [...places].map(([path, own]) => [
      path,
      own.map((one) => `${[one.crate, ...one.segments].join('::')}${one.open ? ' open' : ''}`).join(),
    ]),
  ).toEqual(
    expect.arrayContaining([
      ['core/src/lib.rs', 'my_core open'],
      ['core/src/a.rs', 'my_core::a open'],
      ['core/src/a/deep.rs', 'my_core::a::deep'],
      ['core/src/b/c/mod.rs', 'my_core::b::c'],
      ['core/src/b/c/e.rs', 'my_core::b::c::e'],
      ['core/src/odd/name.rs', 'my_core::d'],
      ['app/src/main.rs', 'bin app/src/main.rs'],
      ['app/src/a.rs', 'bin app/src/main.rs::a'],
    ]),
  );
  expect(places.has('core/src/orphan.rs')).toBe(false);
});

describe('paths to import', () => {
  const files = {
    'core/src/lib.rs':
      'pub mod money; mod imp; pub use imp::Hidden as Shown; pub mod prelude { pub use crate::money::*; } pub fn root() {}',
    'core/src/money.rs':
      'pub struct Money; pub(crate) fn round() {} fn own() {} pub enum Kind { Euro } impl Money { pub fn add() {} } mod inner { fn below() {} }',
    'core/src/imp.rs': 'pub struct Hidden; pub struct Unseen; #[macro_export] macro_rules! coin { () => {} }',
    'app/src/main.rs': 'mod view; mod data;',
    'app/src/view.rs': 'pub struct View;',
    'app/src/data.rs': '',
    'app/tests/flow.rs': '',
  };

  test.each([
    ['Money', 'core/src/lib.rs', ['crate::money::Money', 'crate::prelude::Money']],
    ['Money', 'app/src/main.rs', ['my_core::money::Money', 'my_core::prelude::Money']],
    ['round', 'core/src/imp.rs', ['crate::money::round', 'crate::prelude::round']],
    ['round', 'app/src/main.rs', []],
    ['own', 'core/src/imp.rs', []],
    ['own', 'core/src/money.rs', ['crate::money::own']],
    ['Hidden', 'app/src/main.rs', ['my_core::Shown']],
    ['Hidden', 'core/src/money.rs', ['crate::Shown', 'crate::imp::Hidden']],
    ['Unseen', 'app/src/main.rs', []],
    ['Unseen', 'core/src/money.rs', ['crate::imp::Unseen']],
    ['Euro', 'app/src/main.rs', ['my_core::money::Kind::Euro', 'my_core::prelude::Kind::Euro']],
    ['coin', 'app/src/main.rs', ['my_core::coin']],
    ['root', 'app/src/main.rs', ['my_core::root']],
    ['View', 'app/src/data.rs', ['crate::view::View']],
    ['View', 'app/tests/flow.rs', []],
    ['View', 'core/src/lib.rs', []],
    ['add', 'core/src/lib.rs', []],
  ])('of %s in %s', (name, from, paths) => {
    expect(pathsOf(files, name, from)).toEqual([paths]);
  });

  test('of a library in the binary of the same name go through its name, and the other way there are none', () => {
    const targets = [
      { name: 'app', kind: 'lib', file: 'src/lib.rs' },
      { name: 'app', kind: 'bin', file: 'src/main.rs' },
    ];
    const index = indexOf({
      'src/lib.rs': 'pub mod money;',
      'src/money.rs': 'pub struct Money;',
      'src/main.rs': 'mod view;',
      'src/view.rs': 'pub struct View;',
    });
    const graph = nameGraph(index, [{ name: 'app', folder: '', targets, dependencies: [] }]);
    const of = (name: string, from: string) =>
      (index.byName.get(name) ?? []).flatMap((one) => importPaths(graph, one, from));
    expect(of('Money', 'src/view.rs')).toEqual(['app::money::Money']);
    expect(of('Money', 'src/lib.rs')).toEqual(['crate::money::Money']);
    expect(of('View', 'src/main.rs')).toEqual(['crate::view::View']);
    expect(of('View', 'src/money.rs')).toEqual([]);
  });

  test('a private use in another module is no way to a name, nor one in its own', () => {
    const using = {
      ...files,
      'app/src/data.rs': 'use my_core::money::Money;',
      'app/src/main.rs': 'mod view; mod data; use crate::view::View;',
    };
    expect(pathsOf(using, 'Money', 'app/src/data.rs')).toEqual([
      ['my_core::money::Money', 'my_core::prelude::Money'],
    ]);
    expect(pathsOf(using, 'View', 'app/src/data.rs')).toEqual([['crate::view::View']]);
  });

  test('re-exports that go round in circles end', () => {
    const circle = {
      'core/src/lib.rs': 'pub mod a; pub mod b;',
      'core/src/a.rs': 'pub use crate::b::*; pub use crate::b as again; pub struct S;',
      'core/src/b.rs': 'pub use crate::a::*; pub use crate::a as again;',
    };
    expect(pathsOf(circle, 'S', 'app/src/main.rs')).toEqual([[]]);
    expect(pathsOf({ ...circle, 'app/src/main.rs': '' }, 'S', 'app/src/main.rs')[0]?.slice(0, 2)).toEqual([
      'my_core::a::S',
      'my_core::b::S',
    ]);
  });
});
