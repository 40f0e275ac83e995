export type DefinitionKind =
  | 'fn'
  | 'struct'
  | 'enum'
  | 'union'
  | 'trait'
  | 'type'
  | 'const'
  | 'static'
  | 'mod'
  | 'macro'
  | 'variant';

/** Something a Rust file defines, as far as its text tells without expanding macros. */
export interface Definition {
  readonly name: string;
  readonly kind: DefinitionKind;
  /** Inline modules around it, outermost first: `['imp']` in `mod imp { pub fn f() {} }`. */
  readonly modules: readonly string[];
  /** The type or trait it belongs to, without generics: `Money` for its methods, associated items and variants. */
  readonly of?: string;
  /** The trait an `impl Trait for Type` implements, without generics. */
  readonly trait?: string;
  /** As written, on one line, without attributes and body: `pub fn add(&self, other: Money) -> Money`; fields are kept. */
  readonly signature: string;
  /** The first sentence of its doc comment, '' when there is none. */
  readonly doc: string;
  readonly visibility: 'public' | 'crate' | 'private';
  /** 1-based, attributes and doc comment not counted; `endLine` is the line of the closing brace or semicolon. */
  readonly line: number;
  readonly endLine: number;
  /** Within `#[cfg(test)]`, or itself a test. */
  readonly inTest: boolean;
}

/** `use a::b::{C as D}`: one entry a name; `*` for a glob. */
export interface Import {
  /** Segments as written, the last one included: `['a', 'b', 'C']`. */
  readonly path: readonly string[];
  /** The name it has here: `D`. */
  readonly name: string;
  readonly modules: readonly string[];
  /** `pub use`: whoever reaches this module reaches the name. */
  readonly visibility: Definition['visibility'];
}

/** What one Rust file tells by its text alone. */
export interface FileSymbols {
  readonly definitions: readonly Definition[];
  readonly imports: readonly Import[];
  /** `mod name;` declarations, with the inline modules around them and the value of a `#[path]`. */
  readonly declares: readonly {
    readonly name: string;
    readonly modules: readonly string[];
    readonly path?: string;
    readonly visibility: Definition['visibility'];
  }[];
  /** Every identifier the file mentions outside comments and strings, with how often, keywords left out. */
  readonly words: ReadonlyMap<string, number>;
  /** Item macros called at module level, which may define what is not seen here: `bitflags`, `wl_dispatch`. */
  readonly itemMacros: readonly string[];
}
