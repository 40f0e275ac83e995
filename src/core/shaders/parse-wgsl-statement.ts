import { parseAttributes } from './parse-wgsl-attributes.ts';
import { parseExpression, parseUnary } from './parse-wgsl-expression.ts';
import { parseVariable } from './parse-wgsl-variable.ts';
import type { WgslCursor } from './wgsl-cursor.ts';
import { WgslError } from './wgsl-error.ts';
import type { Block, Expression, Loop, Statement, Switch } from './wgsl-tree.ts';

const ASSIGNING = ['=', '+=', '-=', '*=', '/=', '%=', '&=', '|=', '^=', '<<='];

/** `{ … }`, attributes before the brace allowed. */
export function parseBlock(cursor: WgslCursor, where: string): Block {
  return cursor.nested(() => {
    parseAttributes(cursor);
    const at = cursor.expect('{', where);
    const statements: Statement[] = [];
    while (!cursor.is('}')) {
      if (cursor.accept(';')) continue;
      if (cursor.token.kind === 'end') throw new WgslError('this "{" is never closed', at);
      statements.push(parseStatement(cursor));
    }
    return { kind: 'block', statements, at, end: cursor.take().at };
  });
}

function parseStatement(cursor: WgslCursor): Statement {
  if (cursor.is('{')) return parseBlock(cursor, 'to begin a block');
  if (cursor.is('@')) parseAttributes(cursor);
  const { at, token } = cursor;
  switch (token.text) {
    case '{':
      return parseBlock(cursor, 'to begin a block');
    case 'if':
      return parseIf(cursor);
    case 'switch':
      return parseSwitch(cursor);
    case 'loop':
      return parseLoop(cursor);
    case 'for':
      return parseFor(cursor);
    case 'while': {
      cursor.take();
      const condition = parseExpression(cursor);
      return { kind: 'while', condition, body: parseBlock(cursor, 'after the condition'), at };
    }
    default: {
      const statement = parseSimple(cursor);
      cursor.expect(';', 'after the statement');
      return statement;
    }
  }
}

/** A statement that a semicolon ends. */
function parseSimple(cursor: WgslCursor): Statement {
  const { at, token } = cursor;
  switch (token.text) {
    case 'return': {
      cursor.take();
      return { kind: 'return', at, ...(cursor.is(';') ? {} : { value: parseExpression(cursor) }) };
    }
    case 'break':
      cursor.take();
      if (!cursor.accept('if')) return { kind: 'break', at };
      return { kind: 'break-if', condition: parseExpression(cursor), at };
    case 'continue':
    case 'discard':
      cursor.take();
      return { kind: token.text, at };
    case 'const_assert':
      cursor.take();
      return { kind: 'assertion', value: parseExpression(cursor), at };
    case 'var':
    case 'let':
    case 'const':
      return parseVariable(cursor, []);
    default:
      return parseUpdate(cursor);
  }
}

/** An assignment, `i++`, or the call of a function. */
function parseUpdate(cursor: WgslCursor): Statement {
  const { at } = cursor;
  if (cursor.is('_') && cursor.peek(1).text === '=') {
    cursor.take();
    cursor.take();
    return { kind: 'assign', sign: '=', value: parseExpression(cursor), at };
  }
  if (cursor.token.kind === 'number') throw cursor.unexpected('a statement');
  const target = parseUnary(cursor);
  if (cursor.accept('++') || cursor.accept('--')) return { kind: 'step', target, at };
  const sign = assigningSign(cursor);
  if (sign !== undefined) return { kind: 'assign', target, sign, value: parseExpression(cursor), at };
  if (target.kind === 'call') return { kind: 'call', call: target, at };
  throw cursor.unexpected('an assignment or a call');
}

function assigningSign(cursor: WgslCursor): string | undefined {
  const { token } = cursor;
  if (ASSIGNING.includes(token.text)) return cursor.take().text;
  if (token.text !== '>' || cursor.peek(1).text !== '>' || cursor.peek(2).text !== '=') return undefined;
  for (let taken = 0; taken < 3; taken++) cursor.take();
  return '>>=';
}

function parseIf(cursor: WgslCursor): Statement {
  const { at } = cursor;
  const branches: { condition: Expression; body: Block }[] = [];
  for (;;) {
    cursor.expect('if', 'to begin a branch');
    const condition = parseExpression(cursor);
    branches.push({ condition, body: parseBlock(cursor, 'after the condition') });
    if (!cursor.accept('else')) return { kind: 'if', branches, at };
    if (cursor.is('if')) continue;
    return { kind: 'if', branches, otherwise: parseBlock(cursor, 'after "else"'), at };
  }
}

function parseSwitch(cursor: WgslCursor): Switch {
  const { at } = cursor;
  cursor.take();
  const subject = parseExpression(cursor);
  parseAttributes(cursor);
  cursor.expect('{', 'after the value of "switch"');
  const clauses: Switch['clauses'][number][] = [];
  while (!cursor.is('}')) {
    const selectors: (Expression | 'default')[] = [];
    if (cursor.accept('default')) selectors.push('default');
    else {
      cursor.expect('case', 'or "default" in a "switch"');
      while (!cursor.is(':', '{')) {
        selectors.push(cursor.accept('default') ? 'default' : parseExpression(cursor));
        if (!cursor.accept(',')) break;
      }
    }
    cursor.accept(':');
    clauses.push({ selectors, body: parseBlock(cursor, 'after the case') });
  }
  cursor.take();
  return { kind: 'switch', subject, clauses, at };
}

function parseLoop(cursor: WgslCursor): Loop {
  const { at } = cursor;
  cursor.take();
  parseAttributes(cursor);
  const start = cursor.expect('{', 'after "loop"');
  const statements: Statement[] = [];
  let continuing: Block | undefined;
  while (!cursor.is('}')) {
    if (cursor.accept(';')) continue;
    if (cursor.token.kind === 'end') throw new WgslError('this "{" is never closed', start);
    if (continuing) throw cursor.unexpected('"}": "continuing" is the last of a loop');
    if (cursor.accept('continuing')) continuing = parseBlock(cursor, 'after "continuing"');
    else statements.push(cursor.nested(() => parseStatement(cursor)));
  }
  const body: Block = { kind: 'block', statements, at: start, end: cursor.take().at };
  return { kind: 'loop', body, at, ...(continuing ? { continuing } : {}) };
}

function parseFor(cursor: WgslCursor): Statement {
  const { at } = cursor;
  cursor.take();
  cursor.expect('(', 'after "for"');
  const start = cursor.is(';') ? undefined : parseSimple(cursor);
  cursor.expect(';', 'after the start of "for"');
  const condition = cursor.is(';') ? undefined : parseExpression(cursor);
  cursor.expect(';', 'after the condition of "for"');
  const step = cursor.is(')') ? undefined : parseUpdate(cursor);
  cursor.expect(')', 'to close the head of "for"');
  const body = parseBlock(cursor, 'after the head of "for"');
  return {
    kind: 'for',
    body,
    at,
    ...(start ? { start } : {}),
    ...(condition ? { condition } : {}),
    ...(step ? { step } : {}),
  };
}
