import { isTestAttribute } from './is-test-attribute.ts';
import type { ItemHead } from './item-head.ts';
import { plainName } from './plain-name.ts';
import { printSignature } from './print-signature.ts';
import type { RustCode } from './rust-code.ts';
import type { Definition, DefinitionKind } from './symbol.ts';

/** Where items stand: a module, the body of an impl, trait or `extern` block, or a function of a broken file. */
export interface Scope {
  readonly kind: 'module' | 'impl' | 'trait-impl' | 'trait' | 'extern' | 'block';
  /** Index of its closing brace; the end of the file when that is missing. */
  readonly end: number;
  readonly modules: readonly string[];
  readonly of?: string;
  readonly trait?: string;
  readonly visibility: Definition['visibility'];
  readonly inTest: boolean;
}

/** An item by its tokens. */
export interface Item {
  readonly kind: DefinitionKind;
  /** Indexes of tokens. */
  readonly name: number;
  /** The signature ends before this token. */
  readonly until: number;
  readonly last: number;
}

/** The definition of an item in its scope. `owner` is the enum of a variant. */
export function defineItem(
  code: RustCode,
  about: {
    readonly scope: Scope;
    readonly head: ItemHead;
    readonly item: Item;
    readonly owner: string | undefined;
  },
): Definition {
  const { scope, head, item, owner } = about;
  const of = owner ?? scope.of;
  // What stands in a trait or its implementation is as visible as the trait.
  const inherits = owner === undefined && (scope.kind === 'trait' || scope.kind === 'trait-impl');
  const lineOf = (at: number) => code.tokens[Math.min(at, code.tokens.length - 1)]?.line ?? 1;
  return {
    name: plainName(code.tokens[item.name]?.text ?? ''),
    kind: item.kind,
    modules: scope.modules,
    ...(of === undefined ? {} : { of }),
    ...(scope.trait === undefined || owner !== undefined ? {} : { trait: scope.trait }),
    signature: printSignature(code, head.start, item.until),
    doc: head.doc,
    visibility: inherits ? scope.visibility : head.visibility,
    line: lineOf(head.start),
    endLine: lineOf(item.last),
    inTest: scope.inTest || head.attributes.some(isTestAttribute),
  };
}
