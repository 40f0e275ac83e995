import { parseExpression, parseName, parseTemplate } from './parse-wgsl-expression.ts';
import type { WgslCursor } from './wgsl-cursor.ts';
import { WgslError } from './wgsl-error.ts';
import type { Attribute, Variable } from './wgsl-tree.ts';

/** `var<private> a: f32 = 1.0`, `let b = 2`, `const`, `override`; without the semicolon. */
export function parseVariable(cursor: WgslCursor, attributes: readonly Attribute[]): Variable {
  const keyword = cursor.take().text as Variable['keyword'];
  const template = keyword === 'var' ? parseTemplate(cursor) : [];
  const { text: name, at } = cursor.name(`a name after "${keyword}"`);
  const type = cursor.accept(':') ? parseName(cursor, 'a type') : undefined;
  const value = cursor.accept('=') ? parseExpression(cursor) : undefined;
  if (!value && (keyword === 'let' || keyword === 'const'))
    throw new WgslError(`"${keyword} ${name}" needs a value`, at);
  if (!value && !type) throw new WgslError(`"${keyword} ${name}" needs a type or a value`, at);
  return {
    ...{ kind: 'variable', keyword, template, attributes, name, at },
    ...(type ? { type } : {}),
    ...(value ? { value } : {}),
  };
}
