import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseReply } from '../../../src/core/replies/parse-reply.ts';
import type { Reply } from '../../../src/core/replies/reply.ts';
import type { ReplyContext } from '../../../src/core/replies/reply-context.ts';
import { sameReply } from '../../../src/core/replies/same-reply.ts';

const KNOWN = new Set(['Cargo.toml', 'README.md', 'src/lib.rs', 'src/main.rs', 'crates/core/src/parser.rs']);
const context = (more: Partial<ReplyContext> = {}): ReplyContext => ({
  finish: 'stop',
  knownPaths: KNOWN,
  ...more,
});
const T = '```';

function edits(reply: Reply) {
  if (reply.kind === 'problem') throw new Error(`${reply.problem}: ${reply.explain}`);
  return reply.edits;
}
const write = (path: string, content: string) => ({ kind: 'write', path, content });

describe('paths with blanks', () => {
  const path = 'ünï cödé/src/lib.rs';
  const knownPaths = new Set([...KNOWN, path]);
  const block = `${T}rust\npub fn w() {}\n${T}`;
  test.each([
    ['bare line', `${path}\n${block}`],
    ['heading', `### \`${path}\`\n${block}`],
    ['on the fence', `${T}rust ${path}\npub fn w() {}\n${T}`],
    ['comment', `${T}rust\n// ${path}\npub fn w() {}\n${T}`],
  ])('a known file is found whole: %s', (_form, text) => {
    expect(edits(parseReply(text, context({ knownPaths }))).map((edit) => edit.path)).toEqual([path]);
  });

  test('another file whose name ends the same is not taken for it', () => {
    const text = `other-${path}\n${block}`;
    expect(edits(parseReply(text, context({ knownPaths }))).map((edit) => edit.path)).not.toContain(path);
  });
});

describe('whole files', () => {
  const body = 'pub fn one() -> u32 {\n    1\n}\n';
  const forms: readonly (readonly [string, string])[] = [
    ['path behind the language', `${T}rust src/lib.rs\n${body}${T}`],
    ['path after a colon', `${T}rust:src/lib.rs\n${body}${T}`],
    ['path alone on the fence', `${T}src/lib.rs\n${body}${T}`],
    ['title attribute', `${T}rust title="src/lib.rs"\n${body}${T}`],
    ['file attribute in braces', `${T}rust {file=src/lib.rs}\n${body}${T}`],
    ['heading', `Sure!\n\n### 1. \`src/lib.rs\` (updated)\n\n${T}rust\n${body}${T}\nDone.`],
    ['bold', `**src/lib.rs**\n${T}rust\n${body}${T}`],
    ['bold with colon inside', `**src/lib.rs:**\n\n${T}rust\n${body}${T}`],
    ['bare line', `src/lib.rs\n${T}\n${body}${T}`],
    ['prose', `Here is the updated \`src/lib.rs\`:\n${T}rust\n${body}${T}`],
    ['File: label', `File: src/lib.rs\n${T}rust\n${body}${T}`],
    ['heading, then prose', `## src/lib.rs\n\nI add one function:\n\n${T}rust\n${body}${T}`],
    [
      'list item, indented fence',
      `1. \`src/lib.rs\`:\n   ${T}rust\n${body.replace(/^(?=.)/gm, '   ')}   ${T}`,
    ],
    ['first comment', `${T}rust\n// src/lib.rs\n${body}${T}`],
    ['first comment with label', `${T}rust\n// File: src/lib.rs\n\n${body}${T}`],
    ['bare path as first line', `${T}rust\nsrc/lib.rs\n${body}${T}`],
    ['heading and first comment', `## src/lib.rs\n${T}rust\n// src/lib.rs\n${body}${T}`],
    ['a sentence that goes on', `I changed \`src/lib.rs\` so that it counts:\n${T}rust\n${body}${T}`],
    [
      'a Markdown wrapper around it all',
      `${T}markdown\nHere it is.\n\n${T}rust src/lib.rs\n${body}${T}\n${T}`,
    ],
    ['./ prefix', `${T}rust ./src/lib.rs\n${body}${T}`],
    ['repository name in front', `${T}rust my-crate/src/lib.rs\n${body}${T}`],
    ['CRLF', `${T}rust src/lib.rs\n${body}${T}`.replaceAll('\n', '\r\n')],
    ['tilde fence', `~~~rust src/lib.rs\n${body}~~~`],
    ['last fence never closed', `${T}rust src/lib.rs\n${body.trimEnd()}`],
    [
      'think block',
      `<think>\nmaybe ${T}rust src/main.rs\nbad\n${T}\n</think>\n\n${T}rust src/lib.rs\n${body}${T}`,
    ],
    [
      'lone closing think',
      `I should write\n${T}rust src/main.rs\nbad\n${T}\n</think>\n\n${T}rust src/lib.rs\n${body}${T}`,
    ],
    ['end token', `${T}rust src/lib.rs\n${body}${T}<|im_end|>`.replace(`${T}<`, `${T}\n<`)],
    [
      'tool_call',
      `<tool_call>\n${JSON.stringify({ name: 'write_file', arguments: { path: 'src/lib.rs', content: body } })}\n</tool_call>`,
    ],
    [
      'tools, unclosed',
      `<tools>${JSON.stringify({ name: 'w', arguments: JSON.stringify({ file_path: 'src/lib.rs', content: body }) })}`,
    ],
    [
      'TOOL_REQUEST',
      `[TOOL_REQUEST]${JSON.stringify({ arguments: { path: 'src/lib.rs', content: body } })}[END_TOOL_REQUEST]`,
    ],
    ['TOOL_CALLS', `[TOOL_CALLS]write_file[ARGS]${JSON.stringify({ path: 'src/lib.rs', content: body })}`],
    [
      'function tags',
      `<function=write_file>\n<parameter=path>\nsrc/lib.rs\n</parameter>\n<parameter=content>\n${body}</parameter>\n</function>`,
    ],
    ['JSON block', `${T}json\n${JSON.stringify({ path: 'src/lib.rs', content: body })}\n${T}`],
  ];
  test.each(forms)('%s gives the file', (_name, answer) => {
    expect(edits(parseReply(answer, context()))).toEqual([write('src/lib.rs', body)]);
  });

  test('several files keep their order, commands beside them are no files', () => {
    const answer = `I add a module.\n\n${T}rust src/greet.rs\npub fn hi() {}\n${T}\n\n**src/lib.rs**\n${T}rust\npub mod greet;\n${T}\n\nRun \`cargo test\`:\n${T}bash\ncargo test\n${T}\n`;
    const reply = parseReply(answer, context());
    expect(edits(reply)).toEqual([
      write('src/greet.rs', 'pub fn hi() {}\n'),
      write('src/lib.rs', 'pub mod greet;\n'),
    ]);
    expect(reply).toMatchObject({ notes: expect.stringMatching(/^I add a module\./) });
  });

  test('snippets beside the files are no files', () => {
    const snippet = `Call it from \`src/main.rs\` like this:\n${T}rust\nlet x = one();\n${T}\n\n\`src/main.rs\` then prints:\n${T}\n1\n${T}`;
    const answer = `${T}rust src/lib.rs\n${body}${T}\n\n${snippet}`;
    expect(edits(parseReply(answer, context()))).toEqual([write('src/lib.rs', body)]);
  });

  test('a comment with the path stays where it stood before', () => {
    const answer = `${T}rust src/lib.rs\n// src/lib.rs\n${body}${T}`;
    const texts = new Map([['src/lib.rs', '// src/lib.rs\nold\n']]);
    expect(edits(parseReply(answer, context({ texts })))).toEqual([
      write('src/lib.rs', `// src/lib.rs\n${body}`),
    ]);
    expect(edits(parseReply(answer, context()))).toEqual([write('src/lib.rs', body)]);
  });

  test('a Markdown file keeps its inner fences', () => {
    const readme = `# Demo\n\n${T}rust\nfn main() {}\n${T}\n\nEnd.\n`;
    for (const outer of ['````', T])
      expect(edits(parseReply(`${outer}markdown README.md\n${readme}${outer}`, context()))).toEqual([
        write('README.md', readme),
      ]);
  });

  test('an indented fence in a string of the file is content', () => {
    const code = `const HELP: &str = "\n        ${T}\n        demo\n        ${T}\n";\n`;
    expect(edits(parseReply(`${T}rust src/lib.rs\n${code}${T}`, context()))).toEqual([
      write('src/lib.rs', code),
    ]);
  });

  test('documentation with fences in it stays whole', () => {
    const code = '/// Adds.\n///\n/// ```\n/// assert_eq!(add(1, 2), 3);\n/// ```\npub fn add() {}\n';
    expect(edits(parseReply(`${T}rust src/lib.rs\n${code}${T}`, context()))).toEqual([
      write('src/lib.rs', code),
    ]);
  });

  test('a block without a path is used only where one file is expected', () => {
    const answer = `${T}rust\npub fn one() {}\n${T}`;
    expect(parseReply(answer, context())).toMatchObject({ kind: 'problem', problem: 'no-path' });
    expect(edits(parseReply(answer, context({ expectedPath: 'src/lib.rs' })))).toEqual([
      write('src/lib.rs', 'pub fn one() {}\n'),
    ]);
    expect(parseReply(`${answer}\n\n${answer}`, context({ expectedPath: 'src/lib.rs' }))).toMatchObject({
      problem: 'no-path',
    });
  });

  test('a unique ending completes a path, an ambiguous one stays as written', () => {
    const answer = `${T}rust parser.rs\nfn p() {}\n${T}`;
    expect(edits(parseReply(answer, context()))[0]?.path).toBe('crates/core/src/parser.rs');
    const two = new Set([...KNOWN, 'src/parser.rs']);
    expect(edits(parseReply(answer, context({ knownPaths: two })))[0]?.path).toBe('parser.rs');
  });

  test('a folder that exists is no repository name', () => {
    const answer = `${T}rust crates/src/lib.rs\nfn p() {}\n${T}`;
    expect(edits(parseReply(answer, context()))[0]?.path).toBe('crates/src/lib.rs');
  });

  test('hostile paths reach the policy as written', () => {
    for (const path of ['../evil.rs', '/etc/cron.d/x.sh', '.github/workflows/ci.yml', 'a\\b.rs'])
      expect(edits(parseReply(`${T}rust ${path}\nx\n${T}`, context()))[0]?.path).toBe(path);
  });
});

describe('SEARCH/REPLACE', () => {
  const one = '<<<<<<< SEARCH\na\n=======\nb\n>>>>>>> REPLACE';
  const expected = { kind: 'replace', path: 'src/lib.rs', search: 'a\n', replace: 'b\n' };
  test.each([
    ['path before the fence', `src/lib.rs\n${T}rust\n${one}\n${T}`],
    ['path in the fence', `${T}rust\nsrc/lib.rs\n${one}\n${T}`],
    ['path in a comment', `${T}rust\n// src/lib.rs\n${one}\n${T}`],
    ['path on the fence', `${T}rust src/lib.rs\n${one}\n${T}`],
    ['path on the marker', `${T}\n${one.replace('SEARCH', 'SEARCH src/lib.rs')}\n${T}`],
    ['no fence', `src/lib.rs\n${one}\n`],
    ['five brackets', `src/lib.rs\n${T}\n<<<<< SEARCH\na\n=====\nb\n>>>>> REPLACE\n${T}`],
    [
      'nine brackets, no closing word',
      `src/lib.rs\n${T}\n<<<<<<<<< SEARCH\na\n=========\nb\n>>>>>>>>>\n${T}`,
    ],
    ['ORIGINAL and UPDATED', `src/lib.rs\n${T}\n<<<<<<< ORIGINAL\na\n=======\nb\n>>>>>>> UPDATED\n${T}`],
  ])('%s is read', (_name, answer) => {
    expect(edits(parseReply(answer, context()))).toEqual([expected]);
  });

  test('a block without a path inherits the one before it', () => {
    const answer = `src/lib.rs\n${T}rust\n${one}\n\n${one.replace('a', 'c')}\n${T}\nand\n${T}rust\n${one.replace('a', 'd')}\n${T}`;
    expect(edits(parseReply(answer, context())).map((edit) => edit.path)).toEqual(
      Array(3).fill('src/lib.rs'),
    );
  });

  test('line numbers copied from a correction are dropped', () => {
    const answer = `src/lib.rs\n${T}\n<<<<<<< SEARCH\n 9 | fn a() {\n10 |     one()\n=======\n 9 | fn a() {\n10 |     two()\n    three()\n>>>>>>> REPLACE\n${T}`;
    expect(edits(parseReply(answer, context()))).toMatchObject([
      { search: 'fn a() {\n    one()\n', replace: 'fn a() {\n    two()\n    three()\n' },
    ]);
  });

  test('several files in one fence are told apart', () => {
    const answer = `${T}\nsrc/lib.rs\n${one}\nsrc/main.rs\n${one}\n${T}`;
    expect(edits(parseReply(answer, context())).map((edit) => edit.path)).toEqual([
      'src/lib.rs',
      'src/main.rs',
    ]);
  });

  test('a fence inside the replaced text is content', () => {
    const answer = `README.md\n${T}\n<<<<<<< SEARCH\nold\n=======\n${T}\nnew\n${T}\n>>>>>>> REPLACE\n${T}`;
    expect(edits(parseReply(answer, context()))).toEqual([
      { kind: 'replace', path: 'README.md', search: 'old\n', replace: `${T}\nnew\n${T}\n` },
    ]);
  });

  test.each([
    ['no REPLACE line', `src/lib.rs\n${T}\n<<<<<<< SEARCH\na\n=======\nb\n${T}`, 'malformed'],
    ['no divider', `src/lib.rs\n${T}\n<<<<<<< SEARCH\na\n>>>>>>> REPLACE\n${T}`, 'malformed'],
    [
      'a block inside a block',
      `src/lib.rs\n<<<<<<< SEARCH\na\n<<<<<<< SEARCH\nb\n=======\nc\n>>>>>>> REPLACE`,
      'malformed',
    ],
    ['no path anywhere', `${T}\n${one}\n${T}`, 'no-path'],
  ])('%s is a problem', (_name, answer, problem) => {
    expect(parseReply(answer, context())).toMatchObject({ kind: 'problem', problem });
  });
});

describe('unified diffs', () => {
  test('git headers, prefixes and counts are read, line numbers kept as hints', () => {
    const diff =
      'diff --git a/src/lib.rs b/src/lib.rs\nindex 1..2 100644\n--- a/src/lib.rs\n+++ b/src/lib.rs\n@@ -3,3 +3,4 @@ fn x()\n a\n-b\n+c\n+d\n e\n';
    const patch = {
      kind: 'patch',
      path: 'src/lib.rs',
      hunks: [{ before: ['a', 'b', 'e'], after: ['a', 'c', 'd', 'e'], line: 3 }],
    };
    expect(edits(parseReply(`${T}diff\n${diff}${T}`, context()))).toEqual([patch]);
    expect(edits(parseReply(diff, context()))).toEqual([patch]);
  });

  test('missing counts, missing spaces and a missing hunk header are forgiven', () => {
    const answer = `${T}diff\n--- src/lib.rs\n+++ src/lib.rs\n@@ ... @@\na\n-b\n+c\n${T}\n\n**src/main.rs**\n${T}diff\n-x\n+y\n${T}`;
    expect(edits(parseReply(answer, context()))).toEqual([
      { kind: 'patch', path: 'src/lib.rs', hunks: [{ before: ['a', 'b'], after: ['a', 'c'] }] },
      { kind: 'patch', path: 'src/main.rs', hunks: [{ before: ['x'], after: ['y'] }] },
    ]);
  });

  test('new files and deletions are recognised, a removed line of dashes is no header', () => {
    const answer = `${T}diff\n--- /dev/null\n+++ b/src/new.rs\n@@ -0,0 +1,2 @@\n+one\n+two\n--- a/src/main.rs\n+++ /dev/null\n@@ -1 +0,0 @@\n-fn main() {}\n--- a/README.md\n+++ b/README.md\n@@ -1,2 +1,1 @@\n--- old\n keep\n${T}`;
    expect(edits(parseReply(answer, context()))).toEqual([
      write('src/new.rs', 'one\ntwo\n'),
      { kind: 'delete', path: 'src/main.rs' },
      { kind: 'patch', path: 'README.md', hunks: [{ before: ['-- old', 'keep'], after: ['keep'], line: 1 }] },
    ]);
  });
});

describe('answers that cannot be used', () => {
  test.each([
    ['nothing', '', 'stop', 'empty'],
    ['only reasoning', '<think>hm', 'stop', 'empty'],
    ['prose', 'You should add a function to src/lib.rs.', 'stop', 'no-code'],
    ['a command', `Run this:\n${T}bash\ncargo test\n${T}`, 'stop', 'no-code'],
    ['cut inside a block', `${T}rust src/lib.rs\nfn a() {`, 'length', 'cut'],
    [
      'cut while announcing the next file',
      `${T}rust src/lib.rs\nfn a() {}\n${T}\nNow \`src/main.rs\``,
      'length',
      'cut',
    ],
    ['cut right after a block', `${T}rust src/lib.rs\nfn a() {}\n${T}\n`, 'length', 'cut'],
    ['cut before anything', '<think>long', 'length', 'cut'],
    ['stopped for looping', `${T}rust src/lib.rs\nfn a() {}\n`, 'stopped', 'looping'],
    [
      'an endless line',
      `${T}rust src/lib.rs\n${'    println!("hello, endless world");\n'.repeat(200)}`,
      'length',
      'looping',
    ],
    [
      'a read tool call',
      '<tool_call>{"name":"read","arguments":{"path":"src/lib.rs"}}</tool_call>',
      'stop',
      'malformed',
    ],
    [
      'a write beside a command in tool calls',
      '<tool_call>{"arguments":{"path":"a.rs","content":"x"}}</tool_call>\n<tool_call>{"name":"run","arguments":{"command":"cargo test"}}</tool_call>',
      'stop',
      'malformed',
    ],
    [
      'a fence that swallows the next',
      `${T}rust src/lib.rs\nfn a() {}\n${T}rust src/main.rs\nfn main() {}\n${T}`,
      'stop',
      'malformed',
    ],
    ['elided file', `${T}rust src/lib.rs\n// ... existing code ...\nfn b() {}\n${T}`, 'stop', 'elided'],
  ] as const)('%s is recognised', (_name, answer, finish, problem) => {
    expect(parseReply(answer, context({ finish }))).toMatchObject({ kind: 'problem', problem });
  });

  test('a whole edit followed by cut prose is used', () => {
    const answer = `${T}rust src/lib.rs\nfn a() {}\n${T}\nThis works because the function is now`;
    expect(edits(parseReply(answer, context({ finish: 'length' })))).toHaveLength(1);
  });

  test('the model reads what to do', () => {
    expect(
      parseReply(`${T}rust src/lib.rs\nfn a() {}\n// rest unchanged\n${T}`, context()),
    ).toMatchInlineSnapshot(`
      {
        "explain": "The edit of src/lib.rs leaves code out (\`// rest unchanged\`). Every line you write goes to disk: write the file complete, or use SEARCH/REPLACE blocks for the lines that change.",
        "kind": "problem",
        "problem": "elided",
      }
    `);
    expect(parseReply(`${T}rust src/lib.rs\nfn a() {`, context({ finish: 'length' }))).toMatchInlineSnapshot(`
      {
        "explain": "Your answer reached the token limit in src/lib.rs and nothing of it was used. Answer shorter: no explanation, and SEARCH/REPLACE blocks with only the lines that change.",
        "kind": "problem",
        "problem": "cut",
      }
    `);
  });

  test('a comment that stood there before is no elision', () => {
    const texts = new Map([['src/lib.rs', 'fn a() {}\n// ...\n']]);
    const answer = `${T}rust src/lib.rs\nfn b() {}\n// ...\n${T}`;
    expect(parseReply(answer, context()).kind).toBe('problem');
    expect(parseReply(answer, context({ texts })).kind).toBe('edits');
  });

  test('equal answers are recognised whatever their white space', () => {
    expect(sameReply(' a\r\n b', 'a\n  b\n')).toBe(true);
    expect(sameReply('a b', 'ab')).toBe(false);
  });
});

describe('hostile answers', () => {
  const piece = fc.constantFrom(
    T,
    '````',
    '~~~',
    '<<<<<<< SEARCH',
    '=======',
    '>>>>>>> REPLACE',
    '--- a/x.rs',
    '+++ b/x.rs',
    '@@ -1 +1 @@',
    '\n',
    '\n',
    '\n',
    'src/lib.rs',
    '<think>',
    '</think>',
    '[TOOL_CALLS]',
    '<tool_call>',
    '{"path":',
    '"',
    '+a',
    '-b',
    ' c',
    '// ...',
    '\r',
    '\0',
    '\u202e',
    '<function=',
    '<parameter=',
  );
  test('nothing makes the parser throw', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(piece, fc.string()), { maxLength: 60 }),
        fc.constantFrom('stop', 'length', 'stopped'),
        (parts, finish) => {
          const reply = parseReply(parts.join(''), context({ finish: finish as ReplyContext['finish'] }));
          expect(['edits', 'problem']).toContain(reply.kind);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  test.each([
    '`',
    '<',
    '[',
    '~',
    '>',
    '=',
    '- ',
    '`\n',
    '```\n',
    '<think>',
    '</think>\n',
    '[TOOL_CALLS]',
    '<tool_call>{',
    '<function=<parameter=',
    '<<<<<<< SEARCH\n',
    '--- a\n',
    '+++ a\n',
    '@@\n',
    '// ',
    '...',
    ' ',
    '\t',
    '/* ',
    'src/a.rs ',
    'a/',
    '"\\',
    '{"path":',
    '<file path="a.rs">\n```\n',
    '</file>\n<file path="a.rs">\n',
    '*** Update File: a.rs\n-a\n',
    '/*\n```\n',
    'functions.x({"path":"a"})\n',
    '<arg_key>',
    '<write_to_file><path>a</path><content>x</content>',
    '1 | a\n',
    'x&lt;y&gt; -&gt; ',
    'a // ...\n',
  ])('a megabyte of %j comes to an end', (unit) => {
    const text = unit.repeat(Math.ceil(1_000_000 / unit.length));
    for (const answer of [text, `${T}rust src/lib.rs\n${text}`])
      for (const finish of ['stop', 'length'] as const)
        expect(['edits', 'problem']).toContain(parseReply(answer, context({ finish })).kind);
  });
});
