import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Sidecar } from '../../../src/core/bricks/sidecar.ts';
import { type FoundryPull, foundryBody } from '../../../src/core/foundry/foundry-body.ts';
import { foundryBranch } from '../../../src/core/foundry/foundry-branch.ts';
import { parseFoundryMarker, printFoundryMarker } from '../../../src/core/foundry/foundry-marker.ts';
import { isInLfs } from '../../../src/core/foundry/is-in-lfs.ts';
import { lfsAdvice } from '../../../src/core/foundry/lfs-advice.ts';
import { parseMarker } from '../../../src/core/pulls/marker.ts';
import { CLOSER, hostileText, MENTION } from '../../support/hostile-text.ts';
import { renderMarkdown, tagsOf } from '../../support/render-markdown.ts';
import { TemporaryFolder } from '../../support/temporary-folder.ts';

const MARKER = { version: 1, task: 'ls', valid: true, head: 'ab'.repeat(20), fingerprint: 'f' } as const;

function sidecar(text: string): Sidecar {
  return {
    format: 'openspec-complete-sidecar',
    version: 1,
    source: { path: text, kind: 'file', size: 151_344, sha256: '0'.repeat(64) },
    folded_at: '2026-11-20T17:00:00.000Z',
    tool: { name: 'openspec-complete', version: '0.1.0' },
    brick: { side: 512, order: 9, compressed: false, entropy: 5.871, bricks: 1 },
    parts: [],
    parts_total: 0,
    left_out: [],
    left_out_total: 0,
    facts: { format: text, properties: { [text]: text }, sections: [], symbols: [] },
    semantic: {
      state: 'analysed',
      summary: text,
      kind: text,
      components: [text, text],
      security: [{ severity: 'high', text, offset: 4096, size: 12 }],
      tags: [text],
      confidence: 0.8,
      next_step: text,
      model: text,
      analysed_at: '2026-11-20T17:00:00.000Z',
    },
  };
}

function pull(text: string, bricks: number): FoundryPull {
  return {
    id: text,
    title: text,
    file: text,
    taskUrl: 'https://github.com/acme/shell/blob/main/task#L1',
    bricks: Array.from({ length: bricks }, () => ({
      path: text,
      sidecar: sidecar(text),
      previewUrl: 'https://github.com/acme/shell/blob/main/x.png?raw=true',
    })),
    leftOut: [{ source: text, why: text }],
    leftOutTotal: 1,
    notes: ['Mind the size.'],
    nextStep: text,
    marker: MARKER,
    ...(bricks === 0 ? { failure: text } : {}),
  };
}

describe('the description of the pull request of a FoundryTask', () => {
  test('says what the artifact is, what the model saw and where, and what to do next', () => {
    const body = foundryBody(pull('ls', 1)).replace(/<!--.*-->/s, '<!-- state -->');
    expect(body).toMatchInlineSnapshot(`
      "**foundry ls**: ls

      The task: [\`ls\`](https://github.com/acme/shell/blob/main/task#L1)

      ls

      ### What it is

      |  |  |
      | :-- | :-- |
      | Source | \`ls\` |
      | Size | 151344 bytes |
      | SHA-256 | \`0000000000000000000000000000000000000000000000000000000000000000\` |
      | Entropy | 5.87 bits a byte |
      | Brick | \`ls\`, 512 x 512 pixels |
      | Format | ls |
      | ls | ls |
      | Kind | ls |
      | Components | ls, ls |
      | Tags | ls |
      | Confidence | 0.80 |
      | Model | \`ls\` |

      ![The brick, one pixel a byte](https://github.com/acme/shell/blob/main/x.png?raw=true)

      ### Security notes

      - **high**: ls (12 bytes at 0x1000)

      ### Left out: 1

      - \`ls\`: ls

      > [!NOTE]
      > Mind the size.

      ### Reproduce

      \`\`\`sh
      openspec-complete foundry run ls
      \`\`\`

      Next step:

      \`\`\`sh
      ls
      \`\`\`

      <!-- state -->
      "
    `);
  });

  test.each([0, 1, 3])(
    'keeps its structure with %i bricks whatever is folded, and pings and closes nothing',
    (bricks) => {
      const plain = tagsOf(renderMarkdown(foundryBody(pull('ls', bricks))));
      const shape = (tags: readonly string[]) => tags.filter((tag) => !['code', 'br'].includes(tag));
      fc.assert(
        fc.property(hostileText(12), (text) => {
          const body = foundryBody(pull(text, bricks));
          expect(shape(tagsOf(renderMarkdown(body)))).toEqual(shape(plain));
          expect(body).not.toMatch(MENTION);
          expect(body).not.toMatch(CLOSER);
          expect(parseFoundryMarker(body)).toEqual(MARKER);
        }),
        { numRuns: 60 },
      );
    },
  );

  test('fits what GitHub takes, however much there is to say', () => {
    for (const bricks of [0, 1, 1000])
      expect(foundryBody(pull('|<_'.repeat(2000), bricks)).length).toBeLessThan(65_536);
  });
});

describe('the state of the pull request', () => {
  test('comes back, and is none of a task that cargo has proven', () => {
    const printed = printFoundryMarker(MARKER);
    expect(parseFoundryMarker(`text\n${printed}\n`)).toEqual(MARKER);
    expect(parseMarker(printed)).toBeUndefined();
  });

  test.each([
    '',
    '<!-- openspec-complete:foundry e30 -->',
    '<!-- openspec-complete:foundry ??? -->',
    '<!-- openspec-complete:foundry e30',
  ])('%j has none', (body) => expect(parseFoundryMarker(body)).toBeUndefined());
});

test('a branch is named after the task id, and one that git would not take gets another name', () => {
  expect(foundryBranch('openspec/', 'demo-ls-conversion')).toBe('openspec/foundry/demo-ls-conversion');
  expect(foundryBranch('openspec/', 'auto-e35c1478')).toBe('openspec/foundry/auto-e35c1478');
  for (const id of ['a..b', 'x.lock', '.x', '-x', 'a b', 'a/b', 'é', 'a.'])
    expect(foundryBranch('openspec/', id)).toMatch(
      /^openspec\/foundry\/[A-Za-z0-9_]*[A-Za-z0-9._-]*-[0-9a-f]{8}$/,
    );
  expect(foundryBranch('', 'a..b')).not.toContain('..');
});

describe('what is said of Git LFS', () => {
  test.each([
    ['', 1_000_000, 'has no Git LFS rule'],
    ['*.png filter=lfs\n', 20_000_000, 'add 20.0 MB to the repository for good'],
    ['*.brick filter=lfs diff=lfs merge=lfs -text\n', 1_000_000, '1 file of these belongs in Git LFS'],
  ])('with %j and %i bytes', (attributes, bytes, said) => {
    const files = new Map([['bricks/ls.brick', new Uint8Array(bytes)]]);
    expect(lfsAdvice(new Map([['', attributes]]), files)).toContain(said);
  });

  test.each([
    ['*.brick filter=lfs -text', true],
    ['bricks/** filter=lfs', true],
    ['/bricks/tools/*.brick filter=lfs', true],
    ['tools/*.brick filter=lfs', false],
    ['# *.brick filter=lfs', false],
    ['*.brick filter=lfs\nbricks/tools/* -filter', false],
    ['*.brick -filter\nls.brick filter=lfs', true],
  ])('the rules %j hold for bricks/tools/ls.brick: %s, as git says', async (rules, isKept) => {
    using folder = new TemporaryFolder();
    const git = (...args: string[]) => execa('git', args, { cwd: folder.path });
    await git('init', '--quiet');
    await writeFile(join(folder.path, '.gitattributes'), rules);
    const { stdout } = await git('check-attr', 'filter', '--', 'bricks/tools/ls.brick');
    expect(stdout.endsWith(': lfs')).toBe(isKept);
    expect(isInLfs(new Map([['', rules]]), 'bricks/tools/ls.brick')).toBe(isKept);
  });

  test('the rules of a deeper folder win', () => {
    const attributes = new Map([
      ['bricks', '*.brick -filter'],
      ['', '*.brick filter=lfs'],
    ]);
    expect(isInLfs(attributes, 'bricks/ls.brick')).toBe(false);
    expect(isInLfs(attributes, 'other/ls.brick')).toBe(true);
  });
});
