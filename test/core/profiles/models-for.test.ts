import { expect, test } from 'vitest';
import { modelsFor } from '../../../src/core/profiles/models-for.ts';

const policy = { models: { default: ['small', 'large'], byProfile: { wgpu: ['shader-coder'] } } };

test('a profile with models of its own gets them, every other profile the default ones', () => {
  expect(modelsFor(policy, 'wgpu')).toEqual(['shader-coder']);
  expect(modelsFor(policy, 'bugfix')).toEqual(['small', 'large']);
});

test('without a policy no model is named', () => {
  expect(modelsFor({ models: { default: [], byProfile: {} } }, 'drm')).toEqual([]);
});
