import { expect, test } from 'vitest';
import { PROFILES } from '../../../src/core/profiles/profile.ts';
import { PROFILE_GUIDANCE } from '../../../src/core/profiles/profile-guidance.ts';
import { estimateTokens } from '../../../src/core/prompts/estimate-tokens.ts';

test.each(PROFILES)('the guidance of %s takes at most 60 tokens', (profile) => {
  expect(estimateTokens(PROFILE_GUIDANCE[profile])).toBeLessThanOrEqual(60);
});

test('only a task of no special kind is told nothing special', () => {
  expect(PROFILES.filter((profile) => PROFILE_GUIDANCE[profile] === '')).toEqual(['general']);
});
