import { describe, expect, test } from 'vitest';
import type { Diagnostic } from '../../../src/core/diagnostics/diagnostic.ts';
import { applyReplacements } from '../../../src/core/repairs/apply-replacements.ts';
import type { CratePackage } from '../../../src/core/repairs/crate-roots.ts';
import { hasLostPaths, proposePaths } from '../../../src/core/repairs/propose-paths.ts';

type Files = Readonly<Record<string, string>>;

const target = (name: string, kind: string, file: string) => ({ name, kind, file });
const APP: CratePackage = {
  name: 'my-app',
  folder: '',
  targets: [target('my_app', 'lib', 'src/lib.rs'), target('my-app', 'bin', 'src/main.rs')],
  dependencies: [{ name: 'shared' }],
};
const MEMBER: CratePackage = {
  name: 'shared',
  folder: 'shared',
  targets: [target('shared', 'lib', 'shared/src/lib.rs')],
  dependencies: [],
};
const BASE: Files = {
  'src/lib.rs': 'pub mod area;\npub mod shapes;\nmod secret;\n',
  'src/shapes.rs': 'pub struct Circle;\npub mod round { pub struct Ring; }\n',
  'src/secret.rs': 'pub struct Hidden;\n',
  'shared/src/lib.rs': 'pub mod colours { pub struct Red; }\n',
};

/** The file with `^` before the lost segment, after what is proposed. */
function repaired(file: string, marked: string, over: { files?: Files; lost?: string } = {}): string {
  const text = marked.replace('^', '');
  const before = marked.slice(0, marked.indexOf('^'));
  const segment = /^\w+/.exec(text.slice(before.length))?.[0];
  const error: Diagnostic = {
    level: 'error',
    code: 'E0432',
    message: `unresolved import \`a::${over.lost ?? segment}\``,
    rendered: '',
    file,
    line: before.split('\n').length,
    column: before.length - before.lastIndexOf('\n'),
    suggestions: [],
  };
  const sources = new Map(Object.entries({ ...BASE, ...over.files, [file]: text }));
  const proposals = proposePaths([error, error], {
    sources,
    packages: [APP, MEMBER],
    mayEdit: (path) => path === file,
  });
  const after = applyReplacements(
    sources,
    proposals.flatMap((one) => one.replacements),
  );
  return after?.get(file) ?? text;
}

describe('a lost path is led to', () => {
  test.each<[string, string, string, string]>([
    [
      'the module that has the name',
      'src/area.rs',
      'use crate::^shape::Circle;',
      'use crate::shapes::Circle;',
    ],
    ['it in a group', 'src/area.rs', 'use crate::{^shape::Circle};', 'use crate::{shapes::Circle};'],
    ['it from below', 'src/area.rs', 'use super::^super::shapes::round;', 'use crate::shapes::round;'],
    ['an inline module', 'src/area.rs', 'crate::^Ring::Ring', 'crate::shapes::round::Ring'],
    [
      'the crate for its own name',
      'src/area.rs',
      'use ^my_app::shapes::Circle;',
      'use crate::shapes::Circle;',
    ],
    [
      'std',
      'src/area.rs',
      'use std::^collection::{HashMap, HashSet};',
      'use std::collections::{HashMap, HashSet};',
    ],
    ['core', 'src/area.rs', 'use core::^cells::Cell;', 'use core::cell::Cell;'],
    [
      'the library from a program',
      'src/main.rs',
      'use crate::^shapes::Circle;',
      'use my_app::shapes::Circle;',
    ],
    ['it from a new test file', 'tests/it.rs', 'use crate::^area::f;', 'use my_app::area::f;'],
    [
      'it by the name of the item',
      'tests/it.rs',
      'use crate::^shape::Circle;',
      'use my_app::shapes::Circle;',
    ],
    ['another member', 'src/area.rs', 'use shared::^paints::Red;', 'use shared::colours::Red;'],
  ])('%s', (_where, file, marked, expected) => {
    expect(repaired(file, marked)).toBe(expected);
  });
});

describe('a lost path is left alone', () => {
  test.each<[string, string, string]>([
    ['that leads to nothing certain', 'src/area.rs', 'use crate::^shape::*;'],
    ['whose names are in two modules', 'src/area.rs', 'use crate::^shape::{Circle, Ring};'],
    ['to what is not visible', 'src/main.rs', 'use crate::^secrets::Hidden;'],
    ['to a crate that is not there', 'src/area.rs', 'use ^geometry::Circle;'],
    ['to what several modules of std have', 'src/area.rs', 'use std::^stream::Write;'],
    ['to what std does not have', 'src/area.rs', 'use std::^shapes::Circle;'],
    ['out of its group', 'src/area.rs', 'use self::{^shape::Circle};'],
    ['in a file of no crate', 'src/lost.rs', 'use crate::^shape::Circle;'],
  ])('%s', (_why, file, marked) => {
    expect(repaired(file, marked)).toBe(marked.replace('^', ''));
  });

  test('whose name two modules define', () => {
    const files = { 'src/secret.rs': 'struct Circle;\n' };
    expect(repaired('src/area.rs', 'use crate::^shape::Circle;', { files })).toBe(
      'use crate::shape::Circle;',
    );
  });

  test('when the message speaks of another place', () => {
    expect(repaired('src/area.rs', 'use ^crate::shape::Circle;', { lost: 'Circle' })).toBe(
      'use crate::shape::Circle;',
    );
  });
});

describe('a name that is not imported', () => {
  function imported(
    file: string,
    over: { readonly said?: string; readonly fix?: string; readonly files?: Files } = {},
  ) {
    const { said = 'cannot find type `Circle` in this scope', fix } = over;
    const suggestion = { file, byteStart: 0, byteEnd: 0, text: fix ?? '' };
    const error: Diagnostic = {
      level: 'error',
      code: 'E0412',
      message: said,
      rendered: '',
      file,
      line: 1,
      column: 1,
      suggestions:
        fix === undefined
          ? []
          : [{ message: '', applicability: 'MaybeIncorrect', replacements: [suggestion] }],
    };
    const sources = new Map(Object.entries({ ...BASE, [file]: 'type A = Circle;\n', ...over.files }));
    const proposals = proposePaths([error], { sources, packages: [APP, MEMBER], mayEdit: () => true });
    return proposals.map(({ kind, replacements: [one] }) => `${kind} ${one?.text.trim()}`);
  }

  test('is imported from the one library that has it', () => {
    expect(imported('src/main.rs')).toEqual(['import use my_app::shapes::Circle;']);
    expect(imported('tests/it.rs')).toEqual(['import use my_app::shapes::Circle;']);
    const said = 'cannot find struct, variant or union type `Red` in this scope';
    expect(imported('src/area.rs', { said })).toEqual(['import use shared::colours::Red;']);
  });

  test.each([
    ['rustc offers an import', 'src/main.rs', { fix: 'use other::Circle;\n' }],
    ['two libraries have it', 'src/main.rs', { files: { 'shared/src/lib.rs': 'pub struct Circle;' } }],
    [
      'the crate has it, however hidden',
      'src/main.rs',
      { files: { 'src/main.rs': 'mod a { struct Circle; }' } },
    ],
    ['std has it', 'src/main.rs', { said: 'cannot find type `HashMap` in this scope' }],
    ['it is hidden', 'src/main.rs', { said: 'cannot find type `Hidden` in this scope' }],
    ['the library itself lacks it', 'src/area.rs', {}],
    ['the message is another', 'src/main.rs', { said: 'cannot find method `Circle` of type `A`' }],
  ])('is left alone where %s', (_why, file, over) => {
    expect(imported(file, over)).toEqual([]);
  });
});

test('other errors than E0432 and E0433 have no lost path', () => {
  const error = { level: 'error', message: '', rendered: '', suggestions: [] } as const;
  expect(hasLostPaths([{ ...error, code: 'E0308' }])).toBe(false);
  expect(hasLostPaths([{ ...error, code: 'E0433' }])).toBe(true);
});
