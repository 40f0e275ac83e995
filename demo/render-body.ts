import { micromark, type Options } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';

type HtmlExtension = NonNullable<Options['htmlExtensions']>[number];

const FOLD = /^<details><summary>[^<>]*<\/summary>$/;

/** Of HTML, only the folds of our own pull requests pass; comments vanish, as on GitHub; the rest is shown as text. */
const foldsOnly: HtmlExtension = {
  exit: {
    htmlFlowData(token) {
      const line = this.sliceSerialize(token);
      if (FOLD.test(line) || line === '</details>') this.raw(line);
      else if (!/^<!--.*-->$/.test(line)) this.raw(this.encode(line));
    },
  },
};

/** Signs at the start of a cell, drawn in a colour of their own: not every machine has an emoji font. */
const SIGNS = new Map([
  ['✅', '<b class="ok">✓</b>'],
  ['❌', '<b class="bad">✗</b>'],
  ['➖', '<b class="none">–</b>'],
  ['⚠️', '<b class="bad">⚠</b>'],
]);

/** A pull request's body as HTML: GitHub-flavoured Markdown, folds and alerts, nothing that could run or load. */
export function renderBody(markdown: string): string {
  return micromark(markdown, { extensions: [gfm()], htmlExtensions: [gfmHtml(), foldsOnly] })
    .replace(/<img [^>]*>/g, '')
    .replace(/<blockquote>\n<p>\[!WARNING\]\n/g, '<blockquote class="alert">\n<p><b>⚠ Warning</b></p>\n<p>')
    .replace(
      /(<td[^>]*>)(✅|❌|➖|⚠️) /gu,
      (_cell, start: string, sign: string) => `${start}${SIGNS.get(sign) ?? sign}&nbsp;`,
    )
    .replaceAll('<table>', '<div class="wide"><table>')
    .replaceAll('</table>', '</table></div>');
}
