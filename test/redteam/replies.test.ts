import { describe, expect, test } from 'vitest';
import { createPathPolicy } from '../../src/core/policy/path-policy.ts';
import { type Tried, tryAnswer } from '../../src/flow/try-answer.ts';
import { MANIFEST, MANIFEST_ATTACKS } from './attacks/manifests.ts';
import { PATH_ATTACKS } from './attacks/paths.ts';
import { SOURCE_ATTACKS } from './attacks/sources.ts';

const LIB = 'crates/app/src/lib.rs';
const APP = 'crates/app/Cargo.toml';
const TREE: Readonly<Record<string, string>> = {
  'src/lib.rs': '',
  [LIB]: 'pub fn one() -> u8 { 1 }\n',
  [APP]: MANIFEST,
};
const MODES = new Map([
  ...Object.keys(TREE).map((path) => [path, '100644'] as const),
  ['linked', '120000'],
  ['vendor/sub', '160000'],
]);
const judgePath = createPathPolicy({ modes: MODES, allow: [], deny: [] });
const HARMLESS = 'pub fn two() -> u8 { 2 }\n';

/** A reply that writes one whole file, taken as the engine takes it: parsed, judged, applied. */
async function answer(path: string, text: string): Promise<Tried> {
  return await tryAnswer(
    { text: `Here it is.\n\n\`\`\`\`\`rust ${path}\n${text}\n\`\`\`\`\`\n`, finish: 'stop' } as Parameters<
      typeof tryAnswer
    >[0],
    {
      reading: { knownPaths: new Set(Object.keys(TREE)) },
      judgePath,
      allowDependencies: [],
      mask: (text) => text,
      applied: new Map(),
      read: async (paths) =>
        new Map(paths.flatMap((one) => (one in TREE ? [[one, Buffer.from(TREE[one] ?? '')] as const] : []))),
    },
  );
}

/** What the model is told. */
function told(tried: Tried): string {
  if (tried.kind === 'candidates') return 'nothing: it was taken';
  return 'problems' in tried.cause ? tried.cause.problems.join('\n') : JSON.stringify(tried.cause);
}

test('a harmless reply is taken', async () => {
  expect(await answer(LIB, HARMLESS)).toMatchObject({ kind: 'candidates' });
  const [manifest] = ['[features]\nmore = []'].map((text) => MANIFEST.replace('[features]', text));
  expect(await answer(APP, manifest ?? '')).toMatchObject({ kind: 'candidates' });
});

describe('the path of a reply', () => {
  for (const { name, path, refusal } of PATH_ATTACKS)
    test(`${name} is refused`, async () => {
      const verdict = judgePath(path);
      expect(verdict).toMatchObject({ allowed: false, reason: expect.stringMatching(refusal) });
      const tried = await answer(path, HARMLESS);
      // A reader that sees another path in the line must not see a closed one.
      const taken =
        tried.kind === 'candidates' ? tried.candidates.flatMap(({ changes }) => [...changes.keys()]) : [];
      expect(taken.filter((one) => one === path || !judgePath(one).allowed)).toEqual([]);
    });
});

describe('the text of a reply', () => {
  for (const { name, path = LIB, text, refusal } of SOURCE_ATTACKS)
    test(`${name} is refused`, async () => {
      expect(told(await answer(path, text))).toMatch(refusal);
    });

  for (const { name, after, refusal } of MANIFEST_ATTACKS)
    test(`${name} is refused`, async () => {
      expect(told(await answer(APP, after))).toMatch(refusal);
    });
});
