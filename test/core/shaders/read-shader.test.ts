import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readShader } from '../../../src/core/shaders/read-shader.ts';
import { PAIRS, VALID } from './shaders.ts';

/** `line:column message` of what is wrong. */
function problemsOf(text: string): readonly string[] {
  const reading = readShader(text);
  return reading.kind === 'read'
    ? reading.problems.map(({ line, column, message }) => `${line}:${column} ${message}`)
    : [reading.why];
}

describe('a broken shader is refused, its valid look-alike is not', () => {
  test.each(PAIRS)('$mistake', ({ broken, says, valid }) => {
    expect(problemsOf(broken)[0]).toMatch(says);
    expect(problemsOf(valid)).toEqual([]);
  });
});

describe('a valid shader passes', () => {
  test.each(Object.entries(VALID))('%s', (_, text) => {
    expect(problemsOf(text)).toEqual([]);
  });

  test('whatever naga adds to the language', () => {
    expect(
      problemsOf(`var<push_constant> camera: mat4x4<f32>;
@group(0) @binding(0) var all: binding_array<texture_2d<f32>, 4>;
@group(0) @binding(1) var world: acceleration_structure;
@group(0) @binding(2) var<storage, read_write> wide: atomic<u64>;
fn f(a: i64, b: f64) -> f64 { let c = a + 3li; return b * 2.0lf; }
@compute @workgroup_size(1) fn main() {
  var query: ray_query;
  rayQueryInitialize(&query, world, RayDesc(RAY_FLAG_NONE, 0xFFu, 0.1, 100.0, vec3(0.0), vec3(1.0)));
  let sum = subgroupAdd(1u);
}
@fragment @early_depth_test(force) fn fs(@builtin(view_index) view: i32, @builtin(primitive_index) p: u32) {}
`),
    ).toEqual([]);
  });

  test('what an unknown extension brings is not judged', () => {
    expect(problemsOf('enable chromium_something;\n@shiny var<shiny> a: u32;')).toEqual([]);
  });
});

describe('memory of a uniform buffer', () => {
  test('elements of an array stand 16 bytes apart', () => {
    const text = 'struct A { weights: array<f32, 4> }\n@group(0) @binding(0) var<uniform> a: A;';
    expect(problemsOf(text)).toEqual([
      '1:12 array<f32, 4> in a uniform buffer needs elements of a multiple of 16 bytes, these have 4; use vec4 or pad them',
    ]);
    expect(problemsOf(text.replace('uniform', 'storage'))).toEqual([]);
    expect(problemsOf(`requires uniform_buffer_standard_layout;\n${text}`)).toEqual([]);
  });

  test('a struct inside begins and ends at 16 bytes', () => {
    const text =
      'struct In { x: f32 }\nstruct A { a: f32, in: In }\n@group(0) @binding(0) var<uniform> a: A;'.replaceAll(
        'in:',
        'inner:',
      );
    expect(problemsOf(text)).toEqual([
      '2:20 "inner" of "A" in a uniform buffer has to begin at a multiple of 16 bytes, it begins at 4; write @align(16)',
    ]);
    expect(problemsOf(text.replace('inner:', '@align(16) inner:'))).toEqual([]);
    expect(problemsOf(text.replace('a: f32, inner: In', 'inner: In, a: f32'))).toEqual([
      '2:23 "a" of "A" in a uniform buffer has to begin at least 16 bytes after the end of "inner"; write @align(16)',
    ]);
  });
});

describe('what cannot be judged is said to be so', () => {
  test.each([
    ['naga_oil', '#import bevy_pbr::forward_io::VertexOutput\n\n@fragment fn fs(in: VertexOutput) {}'],
    ['a condition', '#ifdef SKINNED\nfn f() {}\n#endif\n'],
    ['a text template', 'const SIZE = {{size}};'],
    ['a text template of single braces', 'var out: texture_storage_2d<{FORMAT}, write>;'],
    ['WESL', 'import package::util::noise;\nfn f() {}'],
  ])('%s', (_, text) => {
    expect(readShader(text)).toEqual({ kind: 'unread', why: 'it is written for a preprocessor' });
  });

  test.each([
    ['a sum of a hundred thousand terms', `const a = ${'1+'.repeat(100_000)}1;`],
    ['a hundred thousand members', `fn f(a: f32) { let b = a${'.x'.repeat(100_000)}; }`],
  ])('%s does not end the program', (_, text) => {
    expect(['unread', 'read']).toContain(readShader(text).kind);
  });
});

test.each([
  ['parentheses', `const a = ${'('.repeat(100_000)}`],
  ['braces', `fn f() ${'{'.repeat(100_000)}`],
  ['signs', `const a = ${'-'.repeat(1)}${'!'.repeat(100_000)}1;`],
  ['comments', '/*'.repeat(100_000)],
  ['template openings', `const a = ${'a<'.repeat(100_000)}`],
  ['unknown names', `fn f() { ${Array.from({ length: 20_000 }, (_, at) => `g${at}();`).join('')} }`],
  [
    'functions that call the next',
    Array.from({ length: 20_000 }, (_, at) => `fn f${at}() { f${at + 1}(); }`).join(''),
  ],
  [
    'structs that double',
    Array.from({ length: 60 }, (_, at) => `struct S${at} { a: S${at + 1}, b: S${at + 1} }`).join('\n'),
  ],
])('a hostile text of %s is refused in linear time', (_, text) => {
  expect(problemsOf(text).length).toBeGreaterThan(0);
});

test('no text makes it throw', () => {
  const pieces = fc.constantFrom(
    ...'fn f g ( ) { } < > << >= = == ; : , . @ var let const struct S vec3 f32 1 1.0 0x + - * & && ! -> loop if else switch case default return @vertex /* */ // \n'.split(
      ' ',
    ),
  );
  fc.assert(
    fc.property(
      fc.array(fc.oneof(pieces, fc.string({ maxLength: 3, unit: 'binary' })), { maxLength: 80 }),
      (parts) => {
        readShader(parts.join(' '));
        readShader(parts.join(''));
      },
    ),
    { numRuns: 2000 },
  );
});

test('every valid shader can lose any one of its brackets, and is refused', () => {
  for (const { valid } of PAIRS) {
    for (const [at, sign] of [...valid].entries())
      if ('(){}'.includes(sign)) expect(problemsOf(valid.slice(0, at) + valid.slice(at + 1))).not.toEqual([]);
  }
});
