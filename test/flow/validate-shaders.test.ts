import { expect, test } from 'vitest';
import { fileChanges } from '../../src/core/verdicts/file-change.ts';
import { validateShaders } from '../../src/flow/validate-shaders.ts';
import { FakeShell } from '../fakes/fake-shell.ts';

const SLOT = { tree: '/tree', target: '/target' };
const GOOD = '@fragment fn fs() -> @location(0) vec4f { return vec4f(1.0); }\n';
const BAD = '@fragment fn fs() -> @location(0) vec4f {\n    return colour;\n}\n';

interface Given {
  readonly before?: Readonly<Record<string, string>>;
  readonly others?: Readonly<Record<string, string>>;
  /** What naga finds wrong; absent: it is not installed. */
  readonly naga?: (text: string) => string;
}

function judge(
  after: Readonly<Record<string, string | null>>,
  { before = {}, others = {}, naga }: Given = {},
) {
  const shell = new FakeShell();
  if (naga) shell.programs.set('naga', naga);
  const files = fileChanges(new Map(Object.entries(before)), new Map(Object.entries(after)));
  return validateShaders(shell, SLOT, {
    files,
    others: () => Promise.resolve(new Map(Object.entries(others))),
  });
}

test('without naga the built-in reader judges, and says so', async () => {
  expect(await judge({ 'a.wgsl': GOOD, 'src/lib.rs': 'fn' })).toEqual({
    result: 'passed',
    summary: '1 shader read and checked by the built-in WGSL reader, naga is not installed',
    feedback: '',
  });
});

test('a mistake is told with its place and its line, like a compile error', async () => {
  const finding = await judge({ 'shaders/a.wgsl': BAD });
  expect(finding.result).toBe('failed');
  expect(finding.summary).toBe(
    '1 new problem, first: shaders/a.wgsl:2:12 nothing declares the name "colour"',
  );
  expect(finding.feedback).toBe(
    'These shaders would not load:\nshaders/a.wgsl:2:12 nothing declares the name "colour"\n    return colour;',
  );
});

test('what the base has wrong already is not the candidate’s fault, something new is', async () => {
  const old = 'fn f(n: u32) -> f32 { return n * 1.5; }\n';
  const before = { 'a.wgsl': old };
  expect((await judge({ 'a.wgsl': `\n// moved\n${old}` }, { before })).result).toBe('passed');
  const more = await judge({ 'a.wgsl': `${old}fn g(n: u32) -> f32 { return n; }\n` }, { before });
  expect(more.feedback).toContain('a.wgsl:2:30 what "g" returns is f32, found u32');
  expect(more.feedback).not.toContain('a.wgsl:1:');
});

test('files that are joined with others may use names of theirs', async () => {
  const uses = GOOD.replace('vec4f(1.0)', 'shade(1.0)');
  expect((await judge({ 'a.wgsl': uses })).result).toBe('failed');
  const others = { 'common.wgsl': 'fn shade(a: f32) -> vec4f { return vec4f(a); }' };
  expect(await judge({ 'a.wgsl': uses }, { others })).toMatchObject({
    result: 'skipped',
    summary: '1 shader not judged: a.wgsl, it is joined with other files',
  });
  expect((await judge({ 'a.wgsl': uses, ...others })).result).toBe('passed');
  expect((await judge({ 'part.wgsl': 'fn f() -> f32 { return other(); }' })).result).toBe('skipped');
  const before = { 'a.wgsl': GOOD.replace('vec4f(1.0)', 'older()') };
  expect((await judge({ 'a.wgsl': uses }, { before })).result).toBe('skipped');
});

test('a struct of another file may be what enters a stage', async () => {
  const others = { 'common.wgsl': 'struct Varying { @location(0) uv: vec2f }' };
  const uses = '@fragment fn fs(v: Varying) -> @location(0) vec4f { return vec4f(v.uv, 0.0, 1.0); }';
  expect((await judge({ 'a.wgsl': uses }, { others })).result).toBe('skipped');
});

test('a joined file still answers for its own mistakes', async () => {
  const others = { 'common.wgsl': 'fn shade() {}' };
  const finding = await judge({ 'a.wgsl': 'fn f(n: u32) -> f32 { shade(); return n; }' }, { others });
  expect(finding.feedback).toContain('what "f" returns is f32, found u32');
});

test('preprocessed shaders, deleted ones and material of tests are not judged', async () => {
  for (const after of [
    { 'a.wgsl': '#import bevy::x\nfn f() {}' },
    { 'tests/fixtures/a.wgsl': BAD },
    { 'shaders/invalid/a.wgsl': 'fn' },
  ] as Readonly<Record<string, string>>[])
    expect((await judge(after)).result).toBe('skipped');
  expect((await judge({ 'a.wgsl': null }, { before: { 'a.wgsl': GOOD } })).result).toBe('skipped');
});

test('naga has the last word where it is installed', async () => {
  const broken = (text: string) =>
    text.includes('colour') ? 'error: no definition in scope\n  wgsl:2:12' : '';
  expect(await judge({ 'a.wgsl': GOOD }, { naga: broken })).toMatchObject({
    result: 'passed',
    summary: '1 shader validated by naga',
  });
  const finding = await judge({ 'a.wgsl': BAD }, { naga: broken });
  expect(finding.result).toBe('failed');
  expect(finding.feedback).toContain('a.wgsl is refused by naga:\nerror: no definition in scope');
  // It knows more than the built-in reader.
  expect((await judge({ 'a.wgsl': BAD }, { naga: () => '' })).result).toBe('passed');
});

test('a shader naga refused before is nobody’s fault, and a naga that refuses everything is not asked', async () => {
  const before = { 'a.wgsl': GOOD };
  const picky = (text: string) => (text.includes('probe') ? '' : 'error: no vec4f');
  expect(await judge({ 'a.wgsl': `${GOOD}const a = 1;\n` }, { before, naga: picky })).toMatchObject({
    result: 'skipped',
    summary: '0 shaders validated by naga, 1 as invalid as before',
  });
  expect(await judge({ 'a.wgsl': GOOD }, { naga: () => 'Unrecognized argument' })).toMatchObject({
    result: 'passed',
    summary: '1 shader read and checked by the built-in WGSL reader, naga is not installed',
  });
});
