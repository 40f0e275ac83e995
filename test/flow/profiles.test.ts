import { describe, expect, test } from 'vitest';
import { FlowWorld, LIB, writes } from '../support/flow-world.ts';

const SHADER = 'assets/post.wgsl';
const TASK = `- [ ] 1.1 Add a vignette in \`${SHADER}\`\n`;
const BRANCH = 'openspec/add/1.1-add-a-vignette-in-assets-post-wgsl';
const PASS =
  '@fragment fn fs(@location(0) uv: vec2f) -> @location(0) vec4f { return vec4f(uv, 0.0, 1.0); }\n';
const BROKEN = PASS.replace('vec4f(uv, 0.0, 1.0)', 'vignette(uv)');

describe('a task about a shader', () => {
  test('tells the model what it has to know of wgpu, directly before the task', async () => {
    const run = await new FlowWorld(TASK, { [SHADER]: PASS }).run([
      writes({ [SHADER]: PASS.replace('0.0', '0.5') }),
    ]);
    const asked = run.model.asked[0]?.messages.at(-1)?.content ?? '';
    expect(asked).toMatch(/WGSL never mixes i32, u32, f32\.\n\n# Task 1\.1 of add\n[^#]*$/);
  });

  test('is repaired by the words of the gate, and the pull request says what judged it', async () => {
    const world = new FlowWorld(TASK, { [SHADER]: PASS });
    const run = await world.run([
      writes({ [SHADER]: BROKEN }),
      writes({ [SHADER]: PASS.replace('0.0', '0.5') }),
    ]);
    expect(run.lines).toEqual(['1.1 completed opened']);
    expect(run.model.asked[1]?.messages.at(-1)?.content).toContain(
      `${SHADER}:1:72 nothing declares the function "vignette"`,
    );
    const body = (await world.pulls.find(BRANCH))?.body ?? '';
    expect(body).toContain(
      '| WGSL shaders | ✅ passed | 1 shader read and checked by the built-in WGSL reader',
    );
    expect(body).toContain('| Task profile | wgpu |');
  });

  test('may use names of the other shaders it is joined with', async () => {
    const common = 'fn vignette(uv: vec2f) -> vec4f { return vec4f(uv, 0.0, 1.0); }\n';
    const world = new FlowWorld(TASK, { 'assets/common.wgsl': common });
    const run = await world.run([writes({ [SHADER]: BROKEN })]);
    expect(run.lines).toEqual(['1.1 completed opened']);
  });
});

test('a task of no special kind is told nothing special, and is shown as general', async () => {
  const world = new FlowWorld('- [ ] 1.1 Add one\n');
  const run = await world.run([writes({ 'src/lib.rs': `pub fn one() -> u8 { 1 }\n${LIB}` })]);
  expect(run.proofs[0]?.profile).toBe('general');
  const body = (await world.pulls.find('openspec/add/1.1-add-one'))?.body ?? '';
  expect(body).not.toContain('WGSL shaders');
});
