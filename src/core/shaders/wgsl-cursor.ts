import { WgslError } from './wgsl-error.ts';
import type { WgslToken } from './wgsl-token.ts';
import { WGSL_KEYWORDS, WGSL_RESERVED } from './wgsl-words.ts';

/** Nested constructs beyond this are nobody's shader and would exhaust the stack. */
const DEEPEST = 200;

/** Walks over the tokens of a shader; every complaint is a {@link WgslError}. */
export class WgslCursor {
  readonly #tokens: readonly WgslToken[];
  #index = 0;
  #depth = 0;

  constructor(tokens: readonly WgslToken[]) {
    this.#tokens = tokens;
  }

  get token(): WgslToken {
    return this.peek(0);
  }

  get at(): number {
    return this.token.at;
  }

  peek(ahead: number): WgslToken {
    return this.#tokens[this.#index + ahead] ?? { kind: 'end', text: '', at: this.#tokens.at(-1)?.at ?? 0 };
  }

  is(...texts: readonly string[]): boolean {
    return this.token.kind !== 'end' && texts.includes(this.token.text);
  }

  take(): WgslToken {
    const { token } = this;
    this.#index += 1;
    return token;
  }

  /** Takes the token when it is this one. */
  accept(text: string): boolean {
    if (!this.is(text)) return false;
    this.#index += 1;
    return true;
  }

  expect(text: string, where: string): number {
    if (!this.is(text)) throw this.unexpected(`"${text}" ${where}`);
    return this.take().at;
  }

  /** A name that may be declared. */
  name(what: string): WgslToken {
    const { token } = this;
    if (token.kind !== 'name') throw this.unexpected(what);
    if (WGSL_KEYWORDS.has(token.text)) throw this.unexpected(`${what}; it is a keyword`);
    if (WGSL_RESERVED.has(token.text))
      throw new WgslError(`"${token.text}" is a reserved word of WGSL and cannot be a name`, token.at);
    if (token.text === '_' || token.text.startsWith('__'))
      throw new WgslError(`"${token.text}" cannot be a name: "_" and a leading "__" are reserved`, token.at);
    return this.take();
  }

  unexpected(wanted: string): WgslError {
    const { token } = this;
    const found = token.kind === 'end' ? 'the file ends' : `found "${token.text.slice(0, 40)}"`;
    return new WgslError(`expected ${wanted}, but ${found}`, token.at);
  }

  /** Reads something nested, up to a bound. */
  nested<T>(read: () => T): T {
    if (this.#depth >= DEEPEST) throw new WgslError('this is nested too deeply', this.at);
    this.#depth += 1;
    const result = read();
    this.#depth -= 1;
    return result;
  }
}
