/** What a task is about, as far as it changes what a model is told and what else must hold; `general` says nothing. */
export const PROFILES = [
  'drm',
  'smithay',
  'wgpu',
  'performance',
  'bugfix',
  'refactor',
  'test',
  'docs',
  'general',
] as const;
export type Profile = (typeof PROFILES)[number];
