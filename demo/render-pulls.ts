import { PAGE_STYLE } from './page-style.ts';
import { renderBody } from './render-body.ts';

/** A pull request to show. */
export interface ShownPull {
  readonly title: string;
  readonly body: string;
  readonly branch: string;
  readonly base: string;
  readonly number: number;
  readonly draft: boolean;
  readonly labels: readonly string[];
}

const OPEN_ICON =
  '<svg viewBox="0 0 16 16" width="16" height="16" fill="none" stroke="currentColor" stroke-width="1.6" aria-hidden="true"><circle cx="4" cy="3.2" r="1.7"/><circle cx="4" cy="12.8" r="1.7"/><circle cx="12" cy="12.8" r="1.7"/><path d="M4 5v6M12 11V6.5a2 2 0 0 0-2-2H8M9.8 2.4 7.7 4.5l2.1 2.1"/></svg>';

/**
 * One self-contained HTML page (no script, nothing loaded) that shows pull requests much as GitHub does, light or dark
 * as the reader's system is set.
 *
 * @param heading what the list is of: `acme/shell`
 */
export function renderPulls(pulls: readonly ShownPull[], heading: string): string {
  const count = `${pulls.length} ${pulls.length === 1 ? 'pull request' : 'pull requests'}`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${text(`${heading}: ${count}`)}</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
<header class="top"><strong>${text(heading)}</strong><span>${count} by OpenSpec Complete</span></header>
<div class="page">
<nav aria-label="Pull requests"><ol>
${pulls.map(listEntry).join('\n')}
</ol></nav>
<main>
${pulls.map(article).join('\n') || '<p class="none">No pull request was opened.</p>'}
</main>
</div>
</body>
</html>
`;
}

function listEntry(pull: ShownPull, place: number): string {
  const state = pull.draft ? 'draft' : 'open';
  return `<li><a href="#pull-${place}"><span class="${state}">${OPEN_ICON}</span><span>${title(pull)} <span class="number">${numberOf(pull)}</span></span></a></li>`;
}

function article(pull: ShownPull, place: number): string {
  const state = pull.draft ? 'draft' : 'open';
  const labels = pull.labels.map(
    (label) => `<span class="label${/failed$/.test(label) ? ' bad' : ''}">${text(label)}</span>`,
  );
  return `<article id="pull-${place}">
<h1>${title(pull)} <span class="number">${numberOf(pull)}</span></h1>
<p class="meta"><span class="state ${state}">${OPEN_ICON}${pull.draft ? 'Draft' : 'Open'}</span>
<span>wants to merge into <code class="ref">${text(pull.base)}</code> from <code class="ref">${text(pull.branch)}</code></span></p>
<p class="labels">${labels.join(' ')}</p>
<div class="comment"><div class="comment-top"><strong>openspec-complete</strong> <span class="bot">bot</span> opened this pull request</div>
<div class="markdown">
${renderBody(pull.body)}
</div></div>
</article>`;
}

/** GitHub shows code in titles as code, and nothing else of Markdown. */
function title(pull: ShownPull): string {
  return text(pull.title).replace(/`([^`]+)`/g, '<code>$1</code>');
}

function numberOf(pull: ShownPull): string {
  return pull.number === 0 ? '' : `#${pull.number}`;
}

function text(foreign: string): string {
  return foreign
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
