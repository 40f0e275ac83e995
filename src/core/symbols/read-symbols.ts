import { countWords } from './count-words.ts';
import { defineItem, type Item, type Scope } from './define-item.ts';
import { isTestAttribute } from './is-test-attribute.ts';
import { headerEnd, statementEnd, valueStart } from './item-ends.ts';
import { type ItemHead, readItemHead } from './item-head.ts';
import { plainName } from './plain-name.ts';
import { readImplHeader } from './read-impl-header.ts';
import { readUses } from './read-uses.ts';
import { readVariants } from './read-variants.ts';
import { type RustCode, rustCode } from './rust-code.ts';
import type { Definition, DefinitionKind, FileSymbols, Import } from './symbol.ts';

/** What nests deeper is not looked into. */
const DEEPEST = 16;
const MOST_DEFINITIONS = 50_000;
const MOST_MACROS = 200;
const TYPES: ReadonlyMap<string, DefinitionKind> = new Map([
  ['struct', 'struct'],
  ['enum', 'enum'],
  ['union', 'union'],
  ['trait', 'trait'],
  ['type', 'type'],
]);

/**
 * What a Rust file defines, imports and mentions, by its text alone: no macro is expanded and nothing inside function
 * bodies is listed. One pass in linear time; never throws, whatever the text. See docs/adr/0006.
 */
export function readSymbols(source: string): FileSymbols {
  return new Reader(rustCode(source)).read();
}

class Reader {
  readonly #code: RustCode;
  readonly #scopes: Scope[];
  readonly #definitions: Definition[] = [];
  readonly #imports: Import[] = [];
  readonly #declares: FileSymbols['declares'][number][] = [];
  readonly #macros = new Set<string>();

  constructor(code: RustCode) {
    this.#code = code;
    this.#scopes = [
      {
        kind: 'module',
        end: code.tokens.length,
        modules: [],
        visibility: 'private',
        inTest: isTestFile(code),
      },
    ];
  }

  read(): FileSymbols {
    const { tokens } = this.#code;
    for (let at = 0; at < tokens.length && this.#definitions.length < MOST_DEFINITIONS; ) {
      while (this.#scopes.length > 1 && at >= this.#scope().end) this.#scopes.pop();
      at = Math.max(at + 1, this.#step(at));
    }
    return {
      definitions: this.#definitions,
      imports: this.#imports,
      declares: this.#declares,
      words: countWords(tokens),
      itemMacros: [...this.#macros],
    };
  }

  /** Reads what begins at a token; gives where to go on. */
  #step(at: number): number {
    const head = readItemHead(this.#code, at);
    const keyword = this.#text(head.keyword);
    const name = this.#code.tokens[head.keyword + 1];
    const named = name?.kind === 'word';
    const type = TYPES.get(keyword);
    if (keyword === 'fn' && named) return this.#fn(head);
    if (type && named && (type !== 'union' || this.#isUnion(head.keyword))) return this.#type(head, type);
    if (keyword === 'const' || keyword === 'static') return this.#value(head, keyword);
    if (keyword === 'impl') return this.#impl(head);
    if (keyword === 'mod' && named) return this.#mod(head);
    if (keyword === 'use') return this.#use(head);
    if (keyword === 'extern') return this.#extern(head);
    if (keyword === 'macro_rules' || (keyword === 'macro' && named)) return this.#macro(head);
    if (keyword === '{') return this.#block(head.keyword);
    return this.#other(head.keyword);
  }

  #fn(head: ItemHead): number {
    const end = this.#headerEnd(head.keyword + 1);
    const last = this.#bodyEnd(end);
    this.#record(head, { kind: 'fn', name: head.keyword + 1, until: end, last });
    return this.#past(end, last);
  }

  #type(head: ItemHead, kind: DefinitionKind): number {
    const name = head.keyword + 1;
    const isAlias = kind === 'type' || (kind === 'trait' && this.#isTraitAlias(name));
    const end = isAlias ? this.#semicolon(name) : this.#headerEnd(name);
    if (isAlias) {
      this.#record(head, { kind, name, until: end, last: end });
      return end + 1;
    }
    const last = this.#bodyEnd(end);
    const bodied = this.#text(end) === '{' && last > end;
    const withFields = kind !== 'trait' && bodied;
    this.#record(head, { kind, name, until: withFields ? last + 1 : end, last });
    if (kind === 'enum' && bodied) this.#variants(head, end, last);
    if (kind !== 'trait' || this.#text(end) !== '{') return last + 1;
    const of = plainName(this.#text(name));
    return this.#open(end, { kind: 'trait', of, visibility: head.visibility }, head);
  }

  #variants(head: ItemHead, open: number, close: number): void {
    const of = plainName(this.#text(head.keyword + 1));
    for (const { attributes, from, to } of readVariants(this.#code, open, close)) {
      const own = readItemHead(this.#code, attributes);
      const inside = { ...own, start: from, visibility: head.visibility, attributes: head.attributes };
      this.#record(inside, { kind: 'variant', name: from, until: to, last: Math.max(from, to - 1) }, of);
    }
  }

  #value(head: ItemHead, kind: 'const' | 'static'): number {
    const name = head.keyword + (this.#text(head.keyword + 1) === 'mut' ? 2 : 1);
    const token = this.#code.tokens[name];
    if (token?.kind !== 'word') return this.#other(head.keyword);
    const end = this.#semicolon(name);
    const until = valueStart(this.#code, name, end);
    if (token.text !== '_') this.#record(head, { kind, name, until, last: end });
    return end + 1;
  }

  #impl(head: ItemHead): number {
    const end = this.#headerEnd(head.keyword + 1);
    if (this.#text(end) !== '{') return end + 1;
    const header = readImplHeader(this.#code, head.keyword + 1, end);
    const kind = header.trait === undefined ? ('impl' as const) : ('trait-impl' as const);
    return this.#open(end, { kind, ...header, visibility: 'public' }, head);
  }

  #mod(head: ItemHead): number {
    const at = head.keyword + 1;
    const after = this.#text(at + 1);
    if (after !== ';' && after !== '{') return at;
    const close = after === ';' ? at + 1 : (this.#code.ends[at + 1] ?? -1);
    const last = close < 0 ? at + 1 : close;
    this.#record(head, { kind: 'mod', name: at, until: at + 1, last });
    const name = plainName(this.#text(at));
    const { modules } = this.#scope();
    if (after === ';') {
      const { path, visibility } = head;
      this.#declares.push({ name, modules, visibility, ...(path === undefined ? {} : { path }) });
      return last + 1;
    }
    return this.#open(at + 1, { kind: 'module', modules: [...modules, name], visibility: 'private' }, head);
  }

  #use(head: ItemHead): number {
    const end = this.#semicolon(head.keyword);
    const { modules } = this.#scope();
    const { visibility } = head;
    for (const used of readUses(this.#code, head.keyword + 1, end))
      this.#imports.push({ ...used, modules, visibility });
    return end + 1;
  }

  #extern(head: ItemHead): number {
    const at = head.keyword;
    if (this.#text(at + 1) === 'crate') {
      const end = this.#semicolon(at);
      const { modules } = this.#scope();
      for (const used of readUses(this.#code, at + 2, end))
        this.#imports.push({ ...used, modules, visibility: head.visibility });
      return end + 1;
    }
    const open = at + (this.#code.tokens[at + 1]?.kind === 'string' ? 2 : 1);
    if (this.#text(open) !== '{') return at + 1;
    return this.#open(open, { kind: 'extern', visibility: 'private' }, head);
  }

  /** `macro_rules! name {…}` and `macro name(…) {…}`. */
  #macro(head: ItemHead): number {
    const rules = this.#text(head.keyword) === 'macro_rules';
    if (rules && this.#text(head.keyword + 1) !== '!') return head.keyword + 1;
    const name = head.keyword + (rules ? 2 : 1);
    if (this.#code.tokens[name]?.kind !== 'word') return name;
    let last = this.#code.ends[name + 1] ?? -1;
    if (!rules && this.#text(last + 1) === '{') last = this.#code.ends[last + 1] ?? -1;
    if (last < 0) return name + 1;
    const exported = head.attributes.some((one) => /^macro_export\b/.test(one));
    const visibility = exported ? 'public' : head.visibility;
    this.#record({ ...head, visibility }, { kind: 'macro', name, until: name + 1, last });
    return last + 1;
  }

  /** A stray block: skipped where brackets are right, looked into where they are not. */
  #block(at: number): number {
    const close = this.#code.ends[at] ?? -1;
    return this.#code.balanced && close > at ? close + 1 : at + 1;
  }

  /** An item macro is named and skipped; anything else is stepped over. */
  #other(at: number): number {
    const token = this.#code.tokens[at];
    if (token?.kind !== 'word' || this.#text(at + 1) !== '!') return at + 1;
    const open = at + (this.#code.tokens[at + 2]?.kind === 'word' ? 3 : 2);
    const close = this.#code.ends[open] ?? -1;
    if (close < 0) return at + 1;
    const { kind } = this.#scope();
    if (kind !== 'block' && this.#macros.size < MOST_MACROS) this.#macros.add(plainName(token.text));
    return close + 1;
  }

  #record(head: ItemHead, item: Item, owner?: string): void {
    this.#definitions.push(defineItem(this.#code, { scope: this.#scope(), head, item, owner }));
  }

  /** Goes on inside the brace, or behind it where nesting is too deep. */
  #open(brace: number, inner: Partial<Scope> & Pick<Scope, 'kind' | 'visibility'>, head: ItemHead): number {
    const outer = this.#scope();
    const close = this.#code.ends[brace] ?? -1;
    if (this.#scopes.length > DEEPEST) return close < 0 ? brace + 1 : close + 1;
    const end = close < 0 ? outer.end : close;
    const { modules } = outer;
    const inTest = outer.inTest || head.attributes.some(isTestAttribute);
    this.#scopes.push({ modules, ...inner, end, inTest });
    return brace + 1;
  }

  /** Where to go on after a function: past its body, or into it where the brackets of the file are wrong. */
  #past(end: number, last: number): number {
    if (this.#code.balanced || this.#text(end) !== '{') return last + 1;
    return end + 1;
  }

  #headerEnd(from: number): number {
    return headerEnd(this.#code, from, this.#scope().end);
  }

  #bodyEnd(end: number): number {
    const close = this.#text(end) === '{' ? (this.#code.ends[end] ?? -1) : end;
    return close < 0 ? end : close;
  }

  #semicolon(from: number): number {
    return statementEnd(this.#code, from, this.#scope().end);
  }

  #isUnion(at: number): boolean {
    return ['{', '<', 'where'].includes(this.#text(at + 2));
  }

  #isTraitAlias(name: number): boolean {
    const end = this.#headerEnd(name);
    return this.#text(end) === ';';
  }

  #scope(): Scope {
    const scope = this.#scopes.at(-1);
    if (!scope) throw new Error('the scope of the file is never closed');
    return scope;
  }

  #text(at: number): string {
    return this.#code.tokens[at]?.text ?? '';
  }
}

/** `#![cfg(test)]` at the top. */
function isTestFile(code: RustCode): boolean {
  if (code.tokens[0]?.text !== '#' || code.tokens[1]?.text !== '!') return false;
  const close = code.ends[2] ?? -1;
  const text = code.tokens.slice(3, Math.min(close, 40)).map((token) => token.text);
  return isTestAttribute(text.join(''));
}
