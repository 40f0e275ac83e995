import fc from 'fast-check';
import { expect, test } from 'vitest';
import { renderBody } from '../../demo/render-body.ts';
import { renderPulls, type ShownPull } from '../../demo/render-pulls.ts';
import { pullBody } from '../../src/core/pulls/pull-body.ts';
import { pullTitle } from '../../src/core/pulls/pull-title.ts';
import { hostileText } from '../support/hostile-text.ts';
import { someProof, someTask } from '../support/proofs.ts';
import { tagsOf } from '../support/render-markdown.ts';

const pull = (over: Partial<ShownPull> = {}): ShownPull => ({
  title: pullTitle(someTask()),
  body: pullBody(someProof(), 'f'),
  branch: 'openspec/add-greeting/1.2-greet',
  base: 'main',
  number: 41,
  draft: false,
  labels: ['openspec-complete'],
  ...over,
});

test('a page shows every pull request with its tables and folds, and not its marker', () => {
  const html = renderPulls(
    [pull(), pull({ number: 42, draft: true, labels: ['openspec-complete:failed'] })],
    'acme/shell',
  );
  expect(html.match(/<article/g)).toHaveLength(2);
  expect(html.match(/<details><summary>Compile log<\/summary>/g)).toHaveLength(2);
  expect(html.match(/<table>/g)).toHaveLength(8);
  expect(html).toContain('Draft');
  expect(html).toContain('Add <code>greet(name)</code> to <code>src/lib.rs</code>');
  expect(html).not.toContain('openspec-complete:state');
});

test('HTML of others is shown as text, ours folds', () => {
  const html = renderBody(
    '<details><summary>Log</summary>\n\nx\n\n</details>\n\n<script>alert(1)</script>\n\n<img src=x>\n\n<details open onclick=x>\n\nhi <b>there</b>\n\n![i](https://x.example/i.png)',
  );
  expect(tagsOf(html)).toEqual(['details', 'summary', 'p', 'p', 'p']);
  expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
});

test('nothing in a page can run or load anything', () => {
  const harmless = new Set(
    'html head meta title style body header strong span div nav ol ul li a svg circle path main article h1 h2 h3 h4 h5 h6 p code pre table thead tbody tr th td blockquote b em del details summary hr br input section sup'.split(
      ' ',
    ),
  );
  fc.assert(
    fc.property(hostileText(), hostileText(60), hostileText(), (title, body, branch) => {
      const html = renderPulls([pull({ title, body, branch, base: branch, labels: [title] })], title);
      expect(tagsOf(html).filter((tag) => !harmless.has(tag))).toEqual([]);
      expect(html).not.toMatch(/<[^>]*\son\w+=/i);
      expect(html).not.toMatch(/href="javascript:/i);
      expect(html.match(/<\/article>/g)).toHaveLength(1);
    }),
    { numRuns: 500 },
  );
});

test('a run without pull requests says so', () => {
  expect(renderPulls([], 'acme/shell')).toContain('No pull request was opened.');
});
