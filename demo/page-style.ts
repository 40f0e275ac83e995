/** Style of the pull request page; colours are variables, so that dark is one block. */
export const PAGE_STYLE = `
:root { color-scheme: light dark; --ink: #1f2328; --soft: #59636e; --paper: #fff; --shade: #f6f8fa; --line: #d1d9e0;
  --link: #0969da; --open: #1a7f37; --draft: #59636e; --bad: #cf222e; --warn: #9a6700; --chip: #ddf4ff; --badchip: #ffebe9; --code: #818b981f; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #f0f6fc; --soft: #9198a1; --paper: #0d1117; --shade: #151b23; --line: #3d444d; --link: #4493f8;
    --open: #238636; --draft: #656c76; --bad: #f85149; --warn: #d29922; --chip: #388bfd33; --badchip: #f8514926; --code: #656c7633; }
}
* { box-sizing: border-box; }
html { scroll-behavior: smooth; scroll-padding-top: 72px; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 14px/1.5 -apple-system, BlinkMacSystemFont, "Segoe UI", "Noto Sans", Helvetica, Arial, "Liberation Sans", "DejaVu Sans", sans-serif; }
a { color: var(--link); text-decoration: none; }
a:hover { text-decoration: underline; }
code, pre { font-family: ui-monospace, SFMono-Regular, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace; font-size: 85%; }
.top { position: sticky; top: 0; z-index: 1; display: flex; gap: 12px; align-items: baseline; padding: 14px 24px; background: var(--shade); border-bottom: 1px solid var(--line); }
.top strong { font-size: 16px; }
.top span, .number, .meta, .comment-top, .none { color: var(--soft); }
.page { display: grid; grid-template-columns: 300px minmax(0, 920px); gap: 32px; justify-content: center; padding: 24px; }
nav { position: sticky; top: 76px; align-self: start; max-height: calc(100vh - 96px); overflow-y: auto; }
nav ol { list-style: none; margin: 0; padding: 0; border: 1px solid var(--line); border-radius: 6px; overflow: hidden; }
nav li + li { border-top: 1px solid var(--line); }
nav a { display: flex; gap: 8px; padding: 10px 12px; color: var(--ink); overflow-wrap: anywhere; }
nav a:hover { background: var(--shade); text-decoration: none; }
nav svg { flex: none; margin-top: 3px; }
nav .open { color: var(--open); } nav .draft { color: var(--draft); }
article { padding-bottom: 48px; }
article + article { border-top: 1px solid var(--line); padding-top: 32px; }
h1 { margin: 0 0 8px; font-size: 26px; line-height: 1.25; font-weight: 400; overflow-wrap: anywhere; }
h1 code, nav a code { padding: .1em .35em; border-radius: 6px; background: var(--code); }
.number { font-weight: 300; }
.meta { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; margin: 0 0 12px; }
.state { display: inline-flex; gap: 6px; align-items: center; padding: 5px 12px; border-radius: 2em; color: #fff; font-weight: 500; }
.state.open { background: var(--open); } .state.draft { background: var(--draft); }
.ref { padding: 2px 6px; border-radius: 6px; background: var(--chip); color: var(--link); overflow-wrap: anywhere; }
.labels { margin: 0 0 16px; }
.label { display: inline-block; padding: 0 9px; border: 1px solid currentColor; border-radius: 2em; font-size: 12px; font-weight: 500; line-height: 20px; color: var(--link); background: var(--chip); }
.label.bad { color: var(--bad); background: var(--badchip); }
.comment { border: 1px solid var(--line); border-radius: 6px; overflow: hidden; }
.comment-top { padding: 8px 16px; background: var(--shade); border-bottom: 1px solid var(--line); }
.comment-top strong { color: var(--ink); }
.bot { padding: 0 6px; border: 1px solid var(--line); border-radius: 2em; font-size: 12px; }
.markdown { padding: 16px; overflow-wrap: anywhere; }
.markdown > :first-child { margin-top: 0; } .markdown > :last-child { margin-bottom: 0; }
.markdown h3 { margin: 24px 0 12px; font-size: 17px; font-weight: 600; }
.markdown p, .markdown ul { margin: 0 0 14px; }
.markdown :not(pre) > code { padding: .2em .4em; border-radius: 6px; background: var(--code); }
.wide { overflow-x: auto; margin-bottom: 14px; }
table { border-collapse: collapse; overflow-wrap: normal; }
th, td { padding: 6px 13px; border: 1px solid var(--line); }
th { font-weight: 600; } thead th:empty { padding: 0; }
tbody tr:nth-child(2n) { background: var(--shade); }
td[align=right] { white-space: nowrap; font-variant-numeric: tabular-nums; }
td b.ok { color: var(--open); } td b.bad { color: var(--bad); } td b.none { color: var(--soft); }
blockquote { margin: 0 0 14px; padding: 0 1em; border-left: .25em solid var(--line); color: var(--soft); }
blockquote.alert { padding: 8px 16px; border-color: var(--warn); color: inherit; }
blockquote.alert b { color: var(--warn); } blockquote > :last-child { margin-bottom: 0; }
details { margin-bottom: 10px; }
summary { cursor: pointer; font-weight: 500; }
pre { margin: 10px 0; padding: 14px; max-height: 480px; overflow: auto; border-radius: 6px; background: var(--shade); line-height: 1.45; tab-size: 4; }
pre code { font-size: 12px; }
@media (max-width: 900px) { .page { grid-template-columns: minmax(0, 1fr); padding: 16px; } nav { position: static; max-height: none; } }
`;
