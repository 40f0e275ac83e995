import type { Attack } from './attack.ts';
import { SETTINGS_ATTACKS } from './attacks/cargo-settings.ts';
import { ENDLESS_ATTACKS } from './attacks/endless.ts';
import { CODE_ATTACKS } from './attacks/foreign-code.ts';
import { TEST_FORGERIES, WEAKENED_TESTS } from './attacks/forgeries.ts';
import { GIT_ATTACKS } from './attacks/git.ts';
import { INJECTION_ATTACKS } from './attacks/injection.ts';
import { LEFTOVER_ATTACKS } from './attacks/leftovers.ts';
import { MANIFEST_ATTACKS } from './attacks/manifests.ts';
import { PATH_ATTACKS } from './attacks/paths.ts';
import { RESOURCE_ATTACKS } from './attacks/resources.ts';
import { SOURCE_ATTACKS } from './attacks/sources.ts';
import { ROUND_ATTACKS } from './attacks/whole-run.ts';

/** Every attack of every table; each table has the test that tries it. */
export const ALL_ATTACKS: readonly Attack[] = [
  ...CODE_ATTACKS,
  ...RESOURCE_ATTACKS,
  ...ENDLESS_ATTACKS,
  ...LEFTOVER_ATTACKS,
  ...SETTINGS_ATTACKS,
  ...TEST_FORGERIES,
  ...WEAKENED_TESTS,
  ...GIT_ATTACKS,
  ...PATH_ATTACKS,
  ...SOURCE_ATTACKS,
  ...MANIFEST_ATTACKS,
  ...INJECTION_ATTACKS,
  ...ROUND_ATTACKS,
];
