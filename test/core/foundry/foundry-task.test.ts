import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { brickDestination, brickOfFile } from '../../../src/core/foundry/brick-destination.ts';
import { TASK_TYPES } from '../../../src/core/foundry/foundry-task.ts';
import { parseFoundryTask } from '../../../src/core/foundry/parse-foundry-task.ts';
import { parseTaskFile, printTaskFile } from '../../../src/core/foundry/task-file.ts';
import { resultOf, withResult } from '../../../src/core/foundry/task-result.ts';

const SCHEMA = join(import.meta.dirname, '../../../docs/schemas/foundry-task.schema.json');
const validate = new Ajv2020({ strict: true }).compile(JSON.parse(readFileSync(SCHEMA, 'utf8')));

const LS = {
  task_id: 'demo-ls-conversion',
  type: 'convert_binary',
  source: '/bin/ls',
  destination: 'bin_ls.brick',
  texture_size: 512,
  ai_model: 'qwen2.5-coder-7b-instruct',
};
const CRYSTALLIZE = {
  task_id: 'full-linux-crystallization',
  type: 'crystallize_system',
  source: '/',
  paths: ['/bin', '/etc', '/usr/bin'],
  max_files_per_path: 10,
  texture_size: 256,
};
const AUTO = {
  task_id: 'auto-e35c1478',
  type: 'analyze_system',
  source: '/somewhere/openspec/changes/add-compositor-integration-daemon',
  intent: 'Add daemon configuration file',
  auto_generated: true,
};
const parse = (task: unknown) => parseFoundryTask(Buffer.from(JSON.stringify(task)));
const taskOf = (task: object) => {
  const parsed = parse({ ...LS, ...task });
  if (!parsed.ok) throw new Error(parsed.why);
  return parsed.task;
};

describe('a FoundryTask', () => {
  test("the origin's real tasks are read, and get the defaults", () => {
    expect(taskOf({})).toEqual({ ...LS, max_files: 50, auto_generated: false });
    expect(taskOf(CRYSTALLIZE)).toMatchObject({ ...CRYSTALLIZE, max_files: 50 });
    expect(parse(AUTO)).toEqual({ ok: true, task: { ...AUTO, texture_size: 256, max_files: 50 } });
  });

  test('fields that mean nothing are kept, and a byte order mark is no harm', () => {
    expect(taskOf({ priority: { high: [1] } })).toMatchObject({ priority: { high: [1] } });
    expect(parseFoundryTask(Buffer.from(`\ufeff${JSON.stringify(LS)}`)).ok).toBe(true);
  });

  test('that goes through many files only may have their fields, and others are told that they change nothing', () => {
    const many = { paths: ['a'], max_files: 3 };
    expect(parse({ ...LS, ...many })).toMatchObject({
      ok: true,
      note: 'convert_binary takes its source alone: paths, max_files of this task changed nothing',
    });
    expect(parse({ ...CRYSTALLIZE, ...many })).not.toHaveProperty('note');
    expect(parse(LS)).not.toHaveProperty('note');
  });

  test.each([
    ['{"task_id": "a",', /^it is no JSON: /],
    ['[]', /^it is no JSON object /],
    ['{}', /^task_id .*; type must be one of convert_binary, .*; source /],
    [JSON.stringify({ ...LS, type: 'convert' }), /^type must be one of convert_binary, /],
    [JSON.stringify({ ...LS, max_files: 0 }), /^max_files too small/],
    [JSON.stringify({ ...LS, source: 'a\0b' }), /^source has a NUL in it$/],
    [JSON.stringify({ ...LS, paths: [] }), /^paths /],
  ])('%s is refused with what is wrong', (text, why) => {
    expect(parseFoundryTask(Buffer.from(text))).toEqual({ ok: false, why: expect.stringMatching(why) });
  });

  test('bytes that are no text are refused', () => {
    expect(parseFoundryTask(Buffer.from([0xff, 0xfe]))).toEqual({
      ok: false,
      why: 'it is no JSON: it is not UTF-8',
    });
  });

  const field = fc.oneof(
    fc.string({ maxLength: 5 }),
    fc.integer({ min: -2, max: 70_000 }),
    fc.boolean(),
    fc.constantFrom(...TASK_TYPES, null, 1.5, [], ['x'], {}, 'a\0b'),
  );
  test('the JSON Schema that is shipped accepts exactly what is read', () => {
    const changed = fc.record(
      {
        ...{ task_id: field, type: field, source: field, destination: field, intent: field, paths: field },
        ...{ ai_model: field, texture_size: field, max_files: field, max_files_per_path: field },
        ...{ auto_generated: field, other: field },
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(changed, (fields) => {
        const task = { ...LS, ...fields };
        expect(parse(task).ok).toBe(validate(JSON.parse(JSON.stringify(task))));
      }),
    );
  });
});

test.each([5, {}, { outcome: 'maybe' }, null])('a result that a task brings is no harm (%j)', (result) => {
  expect(parse({ ...LS, result }).ok).toBe(true);
  expect(validate({ ...LS, result })).toBe(true);
});

describe('the name of a task file', () => {
  test.each([
    ['ls.task.json', 'ls', 'pending'],
    ['ls.task.json.claimed', 'ls', 'claimed'],
    ['ls.task.json.done', 'ls', 'done'],
    ['ls.task.json.failed', 'ls', 'failed'],
    ['convert_ls.task.task.json.done', 'convert_ls', 'done'],
    ['a.b.task.json', 'a.b', 'pending'],
  ])('%s tells %s and %s', (name, stem, state) => {
    const file = parseTaskFile(name);
    expect(file).toMatchObject({ stem, state });
    expect(file && printTaskFile(file)).toBe(name);
  });

  test.each([
    'task.json',
    '.task.json',
    '.ls.task.json',
    'ls.json',
    'ls.task.json.bak',
    'x.analysis.json',
    'ls.task.jsonx',
  ])('%s is no task', (name) => expect(parseTaskFile(name)).toBeUndefined());
});

describe('the result in a task file', () => {
  const result = { outcome: 'failed', reason: 'no such file' } as const;
  const show = (text: string) => withResult(Buffer.from(text), result).toString();

  test('stands at its end, and everything else is as it was to the byte', () => {
    expect(show('{\r\n\t"task_id" : "a" ,"x":[1,{"result":2}]}\r\n')).toMatchInlineSnapshot(`
      "{
      	"task_id" : "a" ,"x":[1,{"result":2}],
        "result": {
          "outcome": "failed",
          "reason": "no such file"
        }
      }
      "
    `);
  });

  test('takes the place of an older one', () => {
    const first = show('{"result": {"outcome":"done"} , "b": "}\\"{"}');
    expect(first).toMatch(/^\{"result": \{\n {4}"outcome": "failed",[^}]*\} , "b": "\}\\"\{"\}$/);
    expect(show(first)).toBe(first);
  });

  test('keeps what is no JSON object as text, and what is no text in base64', () => {
    expect(JSON.parse(show('{"task_id": '))).toEqual({ original: '{"task_id": ', result });
    expect(JSON.parse(withResult(Buffer.from([0xff]), result).toString())).toEqual({
      original_base64: '/w==',
      result,
    });
  });

  test.each([Buffer.from('{"task_id": '), Buffer.from('[]'), Buffer.from([0xff]), Buffer.alloc(0)])(
    'does not change what is wrong with what is no JSON object (%j)',
    (bytes) => {
      const why = parseFoundryTask(bytes);
      const once = withResult(bytes, result);
      expect(why.ok).toBe(false);
      expect(parseFoundryTask(once)).toEqual(why);
      expect(withResult(once, result)).toEqual(once);
    },
  );

  test('lets a task be corrected in the string that it is kept in', () => {
    const corrected = JSON.stringify({ original: JSON.stringify(LS), result });
    expect(parseFoundryTask(Buffer.from(corrected))).toMatchObject({ ok: true, task: LS });
    expect(parse({ ...LS, original: '{' })).toMatchObject({ ok: true });
  });

  test('comes back whatever the task is, and so do the other fields', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.jsonValue()),
        fc.constantFrom(0, 2, '\t'),
        (fields, indent) => {
          const clean = JSON.parse(JSON.stringify(fields));
          const bytes = withResult(Buffer.from(JSON.stringify(clean, null, indent)), result);
          expect(resultOf(bytes)).toEqual(result);
          expect(JSON.parse(bytes.toString())).toEqual({ ...clean, result });
        },
      ),
    );
  });

  test('is not seen in what has none', () => {
    for (const text of ['{}', '{"result": 7}', '{"result": {"outcome": "maybe"}}', 'no'])
      expect(resultOf(Buffer.from(text))).toBeUndefined();
  });
});

describe('the destination of a task', () => {
  test('is below bricks/, or made from the task id', () => {
    expect(brickDestination(taskOf({}))).toEqual({ ok: true, path: 'bin_ls.brick' });
    expect(brickDestination(taskOf({ destination: 'tools/ls' }))).toEqual({
      ok: true,
      path: 'tools/ls.brick',
    });
    expect(brickDestination(taskOf({ destination: undefined }))).toEqual({
      ok: true,
      path: 'demo-ls-conversion.brick',
    });
  });

  test.each([
    '/etc/x.brick',
    '../x.brick',
    'a/../../x.brick',
    'a//x.brick',
    './x.brick',
    '.x.brick',
    'a\\x.brick',
    'a\nb',
    `${'x'.repeat(300)}.brick`,
  ])('%j is refused', (destination) => {
    expect(brickDestination(taskOf({ destination }))).toMatchObject({
      ok: false,
      why: expect.stringContaining('is not a plain path below bricks/'),
    });
  });

  test('of any task id is one plain name, and ids that differ get names that differ', () => {
    const name = (task_id: string) => {
      const found = brickDestination(taskOf({ task_id, destination: undefined }));
      if (!found.ok) throw new Error(found.why);
      return found.path;
    };
    const id = fc
      .string({ minLength: 1, maxLength: 200, unit: 'grapheme' })
      .filter((text) => !text.includes('\0') && text.length <= 200);
    fc.assert(
      fc.property(id, id, (a, b) => {
        expect(name(a)).toMatch(/^[A-Za-z0-9_-][A-Za-z0-9._-]{0,130}\.brick$/);
        expect(name(a) === name(b)).toBe(a === b);
      }),
    );
    expect(name('..')).not.toContain('..');
  });

  test('of a file among several tells its path', () => {
    expect(brickOfFile('sys.brick', '/usr/bin/ls')).toBe('sys.usr.bin.ls.brick');
    const dotted = brickOfFile('sys.brick', '/usr/lib/libc.so.6');
    expect(dotted).toMatch(/^sys\.usr\.lib\.libc\.so\.6-[0-9a-f]{8}\.brick$/);
    expect(brickOfFile('sys.brick', '/usr/lib/libc/so/6')).not.toBe(dotted);
  });
});
