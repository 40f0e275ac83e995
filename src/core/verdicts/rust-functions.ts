import { impliesTest } from './implies-test.ts';
import { matchBrackets } from './match-brackets.ts';
import { type RustToken, rustTokens } from './rust-tokens.ts';

/** A function of a Rust file, as far as it can be told without a compiler. */
export interface RustFunction {
  readonly name: string;
  /** Enclosing modules, impls, traits and functions, outermost first: `tests`, `Display for Money`. */
  readonly path: readonly string[];
  /** Outer attributes without `#[]`, blanks removed: `test`, `cfg(unix)`. */
  readonly attributes: readonly string[];
  /** Attributes of everything around it, the file's inner ones included. */
  readonly around: readonly string[];
  readonly line: number;
  /** Everything before the body, tokens joined by one space: `pub fn add ( a : i32 ) -> i32`. */
  readonly signature: string;
  /** Code tokens between the braces, those of functions within excluded; undefined when there is no body. */
  readonly body?: readonly RustToken[];
  /** Comments between the braces. */
  readonly comments: readonly string[];
  /** Attributes of statements and blocks between the braces. */
  readonly inside: readonly string[];
  readonly container: 'module' | 'impl' | 'trait-impl' | 'trait' | 'extern' | 'function';
  /** In a test module or file, or itself a test: what is written there ships to nobody. */
  readonly inTest: boolean;
  /** Run by `cargo test`: `#[test]`, `#[tokio::test]`, `#[test_case(1)]`, `#[rstest]`. */
  readonly isTest: boolean;
}

interface Scope {
  readonly kind: RustFunction['container'] | 'block';
  readonly names: readonly string[];
  readonly attributes: string[];
  readonly fn?: { readonly body: RustToken[]; readonly comments: string[]; readonly inside: string[] };
}
interface Header {
  readonly keyword: string;
  readonly start: number;
  readonly attributes: readonly string[];
}

const DATA_MACROS = new Set(['macro_rules', 'quote', 'quote_spanned', 'parse_quote', 'stringify', 'concat']);
/** More nesting than this is no program; the names further out are then dropped. */
const DEEPEST_PATH = 8;
const MOST_ATTRIBUTES = 64;
const TEST_FILE = /(^|\/)(tests|benches)\/|(^|\/)(\w+_)?tests?\.rs$/;

/**
 * Finds the functions of a file in one pass. Never throws, whatever the text; what macros like `quote!` and
 * `macro_rules!` hold is data and is not looked into. `path` decides with the attributes what is test code.
 */
export function rustFunctions(source: string, path: string): readonly RustFunction[] {
  return new Reader(source, TEST_FILE.test(path)).read();
}

class Reader {
  readonly #tokens: readonly RustToken[];
  readonly #ends: Int32Array;
  readonly #testFile: boolean;
  readonly #functions: RustFunction[] = [];
  readonly #scopes: Scope[] = [{ kind: 'module', names: [], attributes: [] }];
  #attributes: string[] = [];
  #itemStart = 0;
  #header: Header | undefined;

  constructor(source: string, testFile: boolean) {
    this.#tokens = rustTokens(source);
    this.#ends = matchBrackets(this.#tokens);
    this.#testFile = testFile;
  }

  read(): readonly RustFunction[] {
    for (let at = 0; at < this.#tokens.length; ) at = this.#step(at);
    // The body of a function that the text never closes is not known.
    const open = new Set<readonly RustToken[] | undefined>(this.#scopes.map((scope) => scope.fn?.body));
    return this.#functions.map((fn) => {
      const { body, ...rest } = fn;
      return body && open.has(body) ? rest : fn;
    });
  }

  #step(at: number): number {
    const token = this.#tokens[at];
    if (!token) return at + 1;
    if (token.kind === 'comment') {
      this.#innermost()?.comments.push(token.text);
      if (this.#itemStart === at) this.#itemStart = at + 1;
      return at + 1;
    }
    if (token.text === '#') {
      const end = this.#attribute(at);
      if (end > at) return end;
    }
    if (this.#header) return this.#inHeader(at, token);
    if (token.kind === 'word' && this.#startsItem(at, token.text)) return at + 1;
    if (DATA_MACROS.has(token.text) && this.#text(at + 1) === '!') return this.#skipMacro(at);
    this.#innermost()?.body.push(token);
    if (token.text === '{') this.#open({ kind: 'block', names: this.#scope().names, attributes: [] });
    else if (token.text === '}') this.#close();
    if (token.kind === 'punct' && /[{};,]/.test(token.text)) this.#boundary(at + 1);
    return at + 1;
  }

  #attribute(at: number): number {
    const inner = this.#text(at + 1) === '!';
    const open = at + (inner ? 2 : 1);
    const end = this.#text(open) === '[' ? (this.#ends[open] ?? -1) : -1;
    if (end < 0) return at;
    const text = this.#tokens.slice(open + 1, end).filter((token) => token.kind !== 'comment');
    const joined = text.map((token) => token.text).join('');
    const list = inner ? this.#scope().attributes : this.#attributes;
    const inside = this.#innermost()?.inside;
    if (inside && inside.length < MOST_ATTRIBUTES) inside.push(joined);
    if (list.length < MOST_ATTRIBUTES) list.push(joined);
    if (this.#itemStart === at) this.#itemStart = end + 1;
    return end + 1;
  }

  #startsItem(at: number, word: string): boolean {
    const next = this.#tokens[at + 1];
    const named = next?.kind === 'word';
    const isItem =
      ((word === 'fn' || word === 'mod' || word === 'trait') && named) ||
      (word === 'impl' && this.#atItem(at)) ||
      (word === 'extern' && next?.kind === 'string' && this.#text(at + 2) === '{');
    if (!isItem) return false;
    this.#header = { keyword: word, start: this.#itemStart, attributes: this.#attributes };
    this.#attributes = [];
    return true;
  }

  /** `impl` also stands in types; as an item only `unsafe`, `default` or nothing comes before it. */
  #atItem(at: number): boolean {
    const before = this.#tokens.slice(Math.max(this.#itemStart, at - 3), at);
    return before.every((token) => token.kind === 'comment' || ['unsafe', 'default'].includes(token.text));
  }

  #inHeader(at: number, token: RustToken): number {
    const jump = this.#ends[at] ?? -1;
    const constGeneric = token.text === '{' && this.#text(at - 1) === '<';
    if ((token.text === '(' || token.text === '[' || constGeneric) && jump > at) return jump + 1;
    if (token.text === '{') this.#enter(at);
    else if (token.text === ';') this.#declare(at);
    else if (token.text === '}') {
      this.#header = undefined;
      return at;
    }
    return at + 1;
  }

  #enter(at: number): void {
    const header = this.#header;
    if (!header) return;
    this.#header = undefined;
    const head = this.#codeOf(header.start, at);
    const name = nameOf(header.keyword, head);
    const outer = this.#scope().names;
    const names = name === '' ? outer : [...outer, name].slice(-DEEPEST_PATH);
    const kind = kindOf(header.keyword, name);
    if (kind === 'function') {
      const fn = { body: [], comments: [], inside: [] };
      this.#record(header, head, fn);
      this.#open({ kind, names, attributes: [...header.attributes], fn });
    } else this.#open({ kind, names, attributes: [...header.attributes] });
    this.#boundary(at + 1);
  }

  #declare(at: number): void {
    const header = this.#header;
    this.#header = undefined;
    if (header?.keyword === 'fn') this.#record(header, this.#codeOf(header.start, at), undefined);
    this.#boundary(at + 1);
  }

  #record(header: Header, head: readonly RustToken[], fn: Scope['fn']): void {
    const around = this.#scopes.slice(-DEEPEST_PATH).flatMap((scope) => scope.attributes);
    const file = this.#scopes.length > DEEPEST_PATH ? (this.#scopes[0]?.attributes ?? []) : [];
    const keyword = head.findIndex((token) => token.text === 'fn');
    const scope = this.#scopes.findLast((each) => each.kind !== 'block');
    const everything = [...file, ...around];
    this.#functions.push({
      name: head[keyword + 1]?.text ?? '',
      path: this.#scope().names,
      attributes: header.attributes,
      around: everything,
      line: head[keyword]?.line ?? head[0]?.line ?? 1,
      signature: head.map((token) => token.text).join(' '),
      ...(fn ? { body: fn.body } : {}),
      comments: fn?.comments ?? [],
      inside: fn?.inside ?? [],
      container: scope?.kind === undefined || scope.kind === 'block' ? 'module' : scope.kind,
      isTest: header.attributes.some(marksTest),
      inTest: this.#testFile || [...everything, ...header.attributes].some(isTestAttribute),
    });
  }

  /** The name of a macro and its brackets are kept, what is in them is not. */
  #skipMacro(at: number): number {
    const body = this.#innermost()?.body;
    let open = at + 2;
    if (this.#tokens[open]?.kind === 'word') open++;
    const end = this.#ends[open] ?? -1;
    const token = this.#tokens[at];
    if (token) body?.push(token);
    return end > open ? end + 1 : at + 1;
  }

  #open(scope: Scope): void {
    this.#scopes.push(scope.fn || scope.kind !== 'block' ? scope : { ...scope, ...this.#bodyOf() });
  }

  /** A block belongs to the function around it. */
  #bodyOf(): Pick<Scope, 'fn'> {
    const fn = this.#innermost();
    return fn ? { fn } : {};
  }

  #close(): void {
    if (this.#scopes.length < 2) return;
    const closed = this.#scopes.pop();
    // The brace that ends a function was pushed as its last token before it was known to end it.
    if (closed?.kind === 'function') closed.fn?.body.pop();
  }

  #boundary(next: number): void {
    this.#attributes = [];
    this.#itemStart = next;
  }

  #scope(): Scope {
    return this.#scopes.at(-1) ?? { kind: 'module', names: [], attributes: [] };
  }

  #innermost(): Scope['fn'] {
    return this.#scope().fn;
  }

  #codeOf(start: number, end: number): readonly RustToken[] {
    return this.#tokens.slice(start, end).filter((token) => token.kind !== 'comment');
  }

  #text(at: number): string {
    return this.#tokens[at]?.text ?? '';
  }
}

function nameOf(keyword: string, head: readonly RustToken[]): string {
  if (keyword === 'extern') return '';
  const at = head.findIndex((token) => token.text === keyword);
  if (keyword !== 'impl') return head[at + 1]?.text ?? '';
  const words = head.slice(at + 1).map((token) => token.text);
  const where = words.indexOf('where');
  return words.slice(0, where < 0 ? 60 : where).join(' ');
}

function kindOf(keyword: string, name: string): Exclude<Scope['kind'], 'block'> {
  if (keyword === 'fn') return 'function';
  if (keyword === 'mod') return 'module';
  if (keyword === 'impl') return / for (?!<)/.test(` ${name}`) ? 'trait-impl' : 'impl';
  return keyword === 'trait' ? 'trait' : 'extern';
}

function isTestAttribute(attribute: string): boolean {
  return (attribute.startsWith('cfg(') && impliesTest(attribute.slice(4, -1))) || marksTest(attribute);
}

function marksTest(attribute: string): boolean {
  return /^(\w+::)*\w*(test|quickcheck)\w*(\(|$)/.test(attribute);
}
