import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Edit } from '../../../src/core/edits/edit.ts';
import { parseReply } from '../../../src/core/replies/parse-reply.ts';
import type { ReplyContext } from '../../../src/core/replies/reply-context.ts';

const KNOWN = new Set(['Cargo.toml', 'README.md', 'src/lib.rs', 'src/main.rs', 'crates/core/src/parser.rs']);
const T = '```';
const BODY = 'pub fn one() -> Vec<u32> {\n    vec![1]\n}\n';
const WHOLE: readonly Edit[] = [{ kind: 'write', path: 'src/lib.rs', content: BODY }];
const fenced = (info: string, body = BODY) => `${T}${info}\n${body}${T}`;
const call = (args: unknown) => JSON.stringify(args);
const WRITE = { path: 'src/lib.rs', content: BODY };
const SEARCHED: readonly Edit[] = [{ kind: 'replace', path: 'src/lib.rs', search: 'a\n', replace: 'b\n' }];
const PATCHED: readonly Edit[] = [
  { kind: 'patch', path: 'src/lib.rs', hunks: [{ before: [' x', 'a'], after: [' x', 'b'] }] },
];
const block = (head = '<<<<<<< SEARCH', mid = '=======', tail = '>>>>>>> REPLACE') =>
  `${head}\na\n${mid}\nb\n${tail}`;

const read = (answer: string, more: Partial<ReplyContext> = {}) => {
  const reply = parseReply(answer, { finish: 'stop', knownPaths: KNOWN, ...more });
  return reply.kind === 'edits' ? withoutLines(reply.edits) : reply.problem;
};
/** Line numbers of hunks are hints, and which of them are read is no matter here. */
const withoutLines = (edits: readonly Edit[]) =>
  edits.map((edit) =>
    edit.kind === 'patch'
      ? { ...edit, hunks: edit.hunks.map(({ before, after }) => ({ before, after })) }
      : edit,
  );

describe('a deformed whole file is read', () => {
  test.each<[string, string]>([
    ['no language tag', `src/lib.rs\n${fenced('')}`],
    ['path in a block comment', fenced('rust', `/* src/lib.rs */\n${BODY}`)],
    ['path in brackets', `[src/lib.rs]\n${fenced('rust')}`],
    ['path as a link', `[src/lib.rs](src/lib.rs)\n${fenced('rust')}`],
    ['path between equals signs', `=== src/lib.rs ===\n${fenced('rust')}`],
    ['path between dashes', `--- src/lib.rs ---\n${fenced('rust')}`],
    ['path in a quotation', `> src/lib.rs\n${fenced('rust')}`],
    ['path behind a sign', `📄 src/lib.rs\n${fenced('rust')}`],
    ['Path: in quotes', `Path: "src/lib.rs"\n${fenced('rust')}`],
    ['bold code path with a colon', `**\`src/lib.rs\`**:\n\n${fenced('rust')}`],
    ['filename= on the fence', fenced('rust filename=src/lib.rs')],
    ['details element', `<details>\n<summary>src/lib.rs</summary>\n\n${fenced('rust')}\n</details>`],
    ['file element', `<file path="src/lib.rs">\n${BODY}</file>`],
    ['file element by name', `<file name='src/lib.rs' lang="rust">\n${BODY}</file>`],
    ['file element around a fence', `<file path="src/lib.rs">\n${fenced('rust')}\n</file>`],
    ['file element that is never closed', `<file path="src/lib.rs">\n${fenced('rust')}`],
    ['code element', `<code path="src/lib.rs">\n${BODY}</code>`],
    [
      'write_to_file',
      `<write_to_file>\n<path>src/lib.rs</path>\n<content>\n${BODY}</content>\n</write_to_file>`,
    ],
    ['four backticks', `${T}\`rust src/lib.rs\n${BODY}${T}\``],
    ['tildes', `~~~rust src/lib.rs\n${BODY}~~~`],
    ['closing fence glued to the code', `${T}rust src/lib.rs\n${BODY.trimEnd()}${T}`],
    ['closing fence missing', `${T}rust src/lib.rs\n${BODY.trimEnd()}`],
    ['CRLF', fenced('rust src/lib.rs').replaceAll('\n', '\r\n')],
    ['byte order mark before the answer', `\uFEFF${fenced('rust src/lib.rs')}`],
    ['byte order mark in the file', fenced('rust src/lib.rs', `\uFEFF${BODY}`)],
    ['escaped as HTML', fenced('rust src/lib.rs', BODY.replaceAll('<', '&lt;').replaceAll('>', '&gt;'))],
    ['line numbers with bars', fenced('rust src/lib.rs', BODY.replace(/^(?=.)/gm, numbers(' | ')))],
    ['line numbers with colons', fenced('rust src/lib.rs', BODY.replace(/^(?=.)/gm, numbers(': ')))],
    ['think block', `<think>\n${fenced('rust src/main.rs')}\n</think>\n${fenced('rust src/lib.rs')}`],
    ['lone closing think', `Hm.\n${fenced('rust src/main.rs')}\n</think>\n${fenced('rust src/lib.rs')}`],
    [
      'think after a word',
      `Sure.\n<think>\n${fenced('rust src/main.rs')}\n</think>\n${fenced('rust src/lib.rs')}`,
    ],
    ['thought', `<thought>hm</thought>\n${fenced('rust src/lib.rs')}`],
    ['[THINK]', `[THINK]hm[/THINK]${fenced('rust src/lib.rs')}`],
    ['seed:think', `<seed:think>hm</seed:think>${fenced('rust src/lib.rs')}`],
    ['<|thinking|>', `<|thinking|>hm ${T}<|/thinking|>${fenced('rust src/lib.rs')}`],
    [
      'channels',
      `<|channel|>analysis<|message|>hm<|end|><|start|>assistant<|channel|>final<|message|>${fenced('rust src/lib.rs')}<|return|>`,
    ],
    ['end token behind the fence', `${fenced('rust src/lib.rs')}<|im_end|>`],
    ['tool_call', `<tool_call>\n${call({ name: 'write_file', arguments: WRITE })}\n</tool_call>`],
    ['TOOL_CALLS list', `[TOOL_CALLS][${call({ name: 'write_file', arguments: WRITE })}]`],
    ['python_tag', `<|python_tag|>${call({ name: 'write_file', parameters: WRITE })}`],
    ['functions.write()', `functions.write(${call(WRITE)})`],
    ['functions.write:0', `I write it.\nfunctions.write_file:0\n${call(WRITE)}`],
    [
      'a call in the commentary channel',
      `<|channel|>commentary to=functions.write_file <|constrain|>json<|message|>${call(WRITE)}<|call|>`,
    ],
    [
      'DeepSeek',
      `<｜tool▁calls▁begin｜><｜tool▁call▁begin｜>function<｜tool▁sep｜>write_file\n${T}json\n${call(WRITE)}\n${T}<｜tool▁call▁end｜>`,
    ],
    [
      'Kimi',
      `<|tool_call_begin|>functions.write:0<|tool_call_argument_begin|>${call(WRITE)}<|tool_call_end|>`,
    ],
    [
      'GLM',
      `<tool_call>write_file\n<arg_key>path</arg_key>\n<arg_value>src/lib.rs</arg_value>\n<arg_key>content</arg_key>\n<arg_value>${BODY}</arg_value>\n</tool_call>`,
    ],
    [
      'invoke',
      `<invoke name="write_file"><parameter name="path">src/lib.rs</parameter><parameter name="content">${BODY}</parameter></invoke>`,
    ],
    ['the JSON of str_replace_editor', call({ command: 'create', path: 'src/lib.rs', file_text: BODY })],
    [
      'added by *** Begin Patch',
      `*** Begin Patch\n*** Add File: src/lib.rs\n${BODY.replace(/^(?=.)/gm, '+')}*** End Patch`,
    ],
    [
      'the same file twice',
      `${fenced('rust src/lib.rs', 'fn draft() {}\n')}\nBetter:\n${fenced('rust src/lib.rs')}`,
    ],
  ])('%s', (_, answer) => {
    const edits = read(answer);
    // Of a file that is answered twice the last one is what stays on disk.
    expect(typeof edits === 'string' ? edits : edits.slice(-1)).toEqual(WHOLE);
  });
});

describe('fences inside the code are code', () => {
  test.each([
    ['in line documentation', `/// ${T}\n/// one();\n/// ${T}\n${BODY}`],
    ['in block documentation', `/**\n${T}\none();\n${T}\n*/\n${BODY}`],
    ['in inner block documentation, with a language', `/*!\n${T}rust\none();\n${T}\n*/\n${BODY}`],
    ['in two comments', `/**\n${T}\none();\n${T}\n*/\n${BODY}\n/*\n${T}\n*/\nfn two() {}\n`],
    ['in a raw string', `const INPUT: &str = r#"\n${T}rust\nfn a() {}\n${T}\n\n${T}\nb\n${T}\n"#;\n${BODY}`],
  ])('%s', (_, content) => {
    expect(read(fenced('rust src/lib.rs', content))).toEqual([
      { kind: 'write', path: 'src/lib.rs', content },
    ]);
  });

  test('a string that is never closed takes no file with it', () => {
    const broken = 'fn a() { "oh }\n';
    expect(
      read(`${fenced('rust src/lib.rs', broken)}\n${fenced('rust src/main.rs', 'fn main() {}\n')}`),
    ).toEqual([
      { kind: 'write', path: 'src/lib.rs', content: broken },
      { kind: 'write', path: 'src/main.rs', content: 'fn main() {}\n' },
    ]);
  });
});

describe('a deformed SEARCH/REPLACE block is read', () => {
  test.each([
    ['five marks', `src/lib.rs\n${block('<<<<< SEARCH', '=====', '>>>>> REPLACE')}`],
    ['nine marks', `src/lib.rs\n${block('<<<<<<<<< SEARCH', '=========', '>>>>>>>>> REPLACE')}`],
    ['small letters', `src/lib.rs\n${block('<<<<<<< search', '=======', '>>>>>>> replace')}`],
    ['HEAD as in a conflict', `src/lib.rs\n${block('<<<<<<< HEAD', '=======', '>>>>>>> updated')}`],
    ['dashes and pluses', `src/lib.rs\n${T}\n${block('------- SEARCH', '=======', '+++++++ REPLACE')}\n${T}`],
    ['in an element', `<edit_file path="src/lib.rs">\n${block()}\n</edit_file>`],
    [
      'in replace_in_file',
      `<replace_in_file>\n<path>src/lib.rs</path>\n<diff>\n${block('------- SEARCH', '=======', '+++++++ REPLACE')}\n</diff>\n</replace_in_file>`,
    ],
    ['heading above', `### src/lib.rs\n${T}rust\n${block()}\n${T}`],
    ['line numbers copied', `src/lib.rs\n<<<<<<< SEARCH\n12 | a\n=======\n12 | b\n>>>>>>> REPLACE`],
    [
      'as a tool call',
      `<tool_call>${call({ name: 'edit', arguments: { path: 'src/lib.rs', old_str: 'a\n', new_str: 'b\n' } })}</tool_call>`,
    ],
  ])('%s', (_, answer) => {
    expect(read(answer)).toEqual(SEARCHED);
  });
});

describe('a deformed diff is read', () => {
  const hunk = '@@ -1,2 +1,2 @@\n  x\n-a\n+b\n';
  test.each([
    [
      'git headers',
      `${T}diff\ndiff --git a/src/lib.rs b/src/lib.rs\nindex 1..2 100644\n--- a/src/lib.rs\n+++ b/src/lib.rs\n${hunk}${T}`,
    ],
    [
      'wrong counts',
      `${T}diff\n--- a/src/lib.rs\n+++ b/src/lib.rs\n${hunk.replace('-1,2 +1,2', '-1,99 +1,3')}${T}`,
    ],
    ['no counts', `${T}diff\n--- a/src/lib.rs\n+++ b/src/lib.rs\n${hunk.replace('-1,2 +1,2', '...')}${T}`],
    ['only ---', `${T}diff\n--- src/lib.rs\n${hunk}${T}`],
    ['only +++', `${T}diff\n+++ b/src/lib.rs\n${hunk}${T}`],
    ['no header, path above', `**src/lib.rs**\n${T}diff\n${hunk}${T}`],
    ['no header, path on the fence', `${T}diff src/lib.rs\n${hunk}${T}`],
    ['no fence', `diff --git a/src/lib.rs b/src/lib.rs\n--- a/src/lib.rs\n+++ b/src/lib.rs\n${hunk}`],
    [
      'svn',
      `${T}diff\nIndex: src/lib.rs\n====\n--- src/lib.rs\t(revision 1)\n+++ src/lib.rs\t(working copy)\n${hunk}${T}`,
    ],
    [
      '*** Begin Patch',
      `*** Begin Patch\n*** Update File: src/lib.rs\n@@ fn f()\n  x\n-a\n+b\n*** End Patch`,
    ],
    [
      '*** Begin Patch in a fence',
      `${T}\n*** Begin Patch\n*** Update File: src/lib.rs\n@@\n  x\n-a\n+b\n\n*** End Patch\n${T}`,
    ],
  ])('%s', (_, answer) => {
    expect(read(answer)).toEqual(PATCHED);
  });

  test('files are deleted by /dev/null and by *** Delete File', () => {
    const deleted = [{ kind: 'delete', path: 'src/main.rs' }];
    expect(read(`${T}diff\n--- a/src/main.rs\n+++ /dev/null\n@@ -1 +0,0 @@\n-fn main() {}\n${T}`)).toEqual(
      deleted,
    );
    expect(read('*** Begin Patch\n*** Delete File: src/main.rs\n*** End Patch')).toEqual(deleted);
  });
});

describe('what cannot be read for sure is a problem', () => {
  test.each<[string, string, string, Partial<ReplyContext>?]>([
    [
      'Python where Rust is expected',
      fenced('python', 'def one():\n    return [1]\n'),
      'no-code',
      { expectedPath: 'src/lib.rs' },
    ],
    ['a refusal', "I'm sorry, but I can't help with that.", 'no-code'],
    ['a request to delete, in words', 'Delete src/main.rs, it is not needed.', 'no-code'],
    ['a command', fenced('bash', 'cargo add serde\n'), 'no-code'],
    [
      'a rename in a diff',
      `${T}diff\ndiff --git a/src/lib.rs b/src/x.rs\nrename from src/lib.rs\nrename to src/x.rs\n${T}`,
      'malformed',
    ],
    [
      'a rename in a patch',
      '*** Begin Patch\n*** Update File: src/lib.rs\n*** Move to: src/x.rs\n@@\n-a\n+b\n*** End Patch',
      'malformed',
    ],
    ['a part of a file by its lines', `src/lib.rs:10-20\n${fenced('rust')}`, 'no-path'],
    [
      'a closing marker that is missing',
      `src/lib.rs\n${T}\n<<<<<<< SEARCH\na\n=======\nb\n${T}`,
      'malformed',
    ],
    ['a block inside a block', `src/lib.rs\n<<<<<<< SEARCH\na\n${block()}`, 'malformed'],
    [
      'a tool call that only looks',
      `<tool_call>${call({ name: 'read_file', arguments: { path: 'src/lib.rs' } })}</tool_call>`,
      'malformed',
    ],
    ['a tool call that runs a command', 'functions.shell({"command": "cargo test"})', 'malformed'],
    ['a view by str_replace_editor', call({ command: 'view', path: 'src/lib.rs' }), 'malformed'],
    [
      'a fence that swallows the next file',
      `${T}rust src/lib.rs\n${BODY}\n## src/main.rs\n${T}rust\nfn main() {}\n${T}`,
      'malformed',
    ],
    [
      'a file with a line for the rest',
      fenced('rust src/lib.rs', `${BODY}// ... existing code ...\n`),
      'elided',
    ],
    ['a manifest with a line for the rest', fenced('toml Cargo.toml', '[package]\n# ...\n'), 'elided'],
    ['a body of dots', fenced('rust src/lib.rs', 'fn a() { /* ... */ }\n'), 'elided'],
    [
      'a replacement with a line for the rest',
      `src/lib.rs\n<<<<<<< SEARCH\na\n=======\n// rest of the function\n>>>>>>> REPLACE`,
      'elided',
    ],
    [
      'a diff with a line for the rest',
      `${T}diff\n--- a/src/lib.rs\n+++ b/src/lib.rs\n@@\n-a\n+// rest unchanged\n${T}`,
      'elided',
    ],
    [
      'a tool call with a line for the rest',
      `functions.write(${call({ path: 'src/lib.rs', content: '// ...\n' })})`,
      'elided',
    ],
    ['reasoning only', '<think>I would write it so', 'empty'],
    ['cut in a file', `${T}rust src/lib.rs\npub fn`, 'cut', { finish: 'length' }],
    ['cut in an element', '<file path="src/lib.rs">\npub fn', 'cut', { finish: 'length' }],
  ])('%s', (_, answer, problem, more = {}) => {
    expect(read(answer, more)).toBe(problem);
  });
});

describe('what looks deformed and is not stays as written', () => {
  test.each([
    ['entities in a string', 'pub fn escape(s: &str) -> String {\n    s.replace("<", "&lt;")\n}\n'],
    ['entities beside no bracket at all', 'pub const LT: &str = "&lt;";\n'],
    ['a table of numbers', 'const T: [u8; 2] = [\n1,\n2,\n];\n'],
    [
      'tool calls in the tests of a parser',
      'const CALL: &str = r#"<tool_call>{"path":"a.rs","content":"x"}</tool_call>"#;\n',
    ],
    ['a file element in a string', 'const XML: &str = "\n<file path="a.rs">\nx\n</file>\n";\n'],
  ])('%s', (_, content) => {
    expect(read(fenced('rust src/lib.rs', content))).toEqual([
      { kind: 'write', path: 'src/lib.rs', content },
    ]);
  });
});

test('edits printed in any form with any deformation are read as the same edits', () => {
  const word = fc.constantFrom(
    'alpha',
    'beta',
    'gamma(1)',
    'let x = 2;',
    '}',
    '// why',
    '    deep',
    '/// doc',
  );
  const lines = fc.array(word, { minLength: 1, maxLength: 6 });
  const path = fc.constantFrom('src/lib.rs', 'src/main.rs', 'src/new.rs');
  const title = fc.constantFrom<((path: string) => string)[]>(
    (name) => `## ${name}\n`,
    (name) => `**${name}**\n\n`,
    (name) => `File: ${name}\n`,
    (name) => `${name}\n`,
    (name) => `I change \`${name}\`:\n`,
  );
  const deform = fc.constantFrom<((answer: string) => string)[]>(
    (answer) => answer,
    (answer) => answer.replaceAll('\n', '\r\n'),
    (answer) => `<think>\n${T}rust src/lib.rs\nbad\n${T}\n</think>\n${answer}`,
    (answer) => `Sure, here it is.\n\n${answer}\n\nThat is all.`,
    (answer) => `\uFEFF${answer}<|im_end|>`,
    (answer) => answer.replaceAll(/^(`{3,})(?=\n|$)/gm, '$1   '),
  );
  const whole = fc.tuple(path, lines, title).map(([name, text, say]) => ({
    edit: { kind: 'write', path: name, content: `${text.join('\n')}\n` } as Edit,
    print: `${say(name)}${fenced('rust', `${text.join('\n')}\n`)}`,
  }));
  const replace = fc.tuple(path, lines, lines, title).map(([name, search, put, say]) => ({
    edit: {
      kind: 'replace',
      path: name,
      search: `${search.join('\n')}\n`,
      replace: `${put.join('\n')}\n`,
    } as Edit,
    print: `${say(name)}${fenced('rust', `<<<<<<< SEARCH\n${search.join('\n')}\n=======\n${put.join('\n')}\n>>>>>>> REPLACE\n`)}`,
  }));
  const patch = fc
    .tuple(fc.constantFrom('src/lib.rs', 'src/main.rs'), lines, lines)
    .filter(([, before, after]) => before.join('\n') !== after.join('\n'))
    .map(([name, before, after]) => ({
      edit: { kind: 'patch', path: name, hunks: [{ before, after }] } as Edit,
      print: `${T}diff\n--- a/${name}\n+++ b/${name}\n@@ -1 +1 @@\n${before.map((line) => `-${line}\n`).join('')}${after.map((line) => `+${line}\n`).join('')}${T}`,
    }));
  fc.assert(
    fc.property(
      fc.array(fc.oneof(whole, replace, patch), { minLength: 1, maxLength: 3 }),
      deform,
      (edits, change) => {
        const answer = change(edits.map(({ print }) => print).join('\n\n'));
        expect(read(answer)).toEqual(edits.map(({ edit }) => edit));
      },
    ),
    { numRuns: 500 },
  );
});

function numbers(mark: string): () => string {
  let number = 0;
  return () => `${String(++number).padStart(2)}${mark}`;
}
