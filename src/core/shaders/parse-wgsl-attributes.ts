import { parseArguments } from './parse-wgsl-expression.ts';
import type { WgslCursor } from './wgsl-cursor.ts';
import type { Attribute } from './wgsl-tree.ts';

/** `@location(0) @interpolate(flat)`; the names are judged later. */
export function parseAttributes(cursor: WgslCursor): readonly Attribute[] {
  const attributes: Attribute[] = [];
  while (cursor.accept('@')) {
    const { token } = cursor;
    if (token.kind !== 'name') throw cursor.unexpected('the name of an attribute');
    cursor.take();
    if (token.text === 'diagnostic') {
      skipDiagnostic(cursor);
      continue;
    }
    const args = cursor.is('(') ? parseArguments(cursor) : [];
    attributes.push({ name: token.text, args, at: token.at });
  }
  return attributes;
}

/** `(off, derivative_uniformity)`, `(warning, chromium.unreachable_code)`. */
export function skipDiagnostic(cursor: WgslCursor): void {
  cursor.expect('(', 'after "diagnostic"');
  while (!cursor.is(')')) {
    if (cursor.token.kind !== 'name' && !cursor.is('.', ','))
      throw cursor.unexpected('the name of a diagnostic rule');
    cursor.take();
  }
  cursor.take();
}
