/** The syntax tree of a WGSL module; `at` are character offsets. Parentheses leave no trace. */
export interface WgslModule {
  readonly directives: readonly Directive[];
  readonly declarations: readonly Declaration[];
}

export interface Directive {
  readonly keyword: 'enable' | 'requires' | 'diagnostic';
  readonly names: readonly string[];
}

export interface Attribute {
  readonly name: string;
  readonly args: readonly Expression[];
  readonly at: number;
}

export type Declaration = Variable | Alias | Struct | FunctionDeclaration | Assertion;

export interface Variable {
  readonly kind: 'variable';
  readonly keyword: 'var' | 'let' | 'const' | 'override';
  /** `<storage, read>` of a `var`. */
  readonly template: readonly Expression[];
  readonly attributes: readonly Attribute[];
  readonly name: string;
  readonly type?: NameExpression;
  readonly value?: Expression;
  readonly at: number;
}

export interface Alias {
  readonly kind: 'alias';
  readonly name: string;
  readonly type: NameExpression;
  readonly at: number;
}

export interface Struct {
  readonly kind: 'struct';
  readonly name: string;
  readonly members: readonly Parameter[];
  readonly at: number;
}

/** A member of a struct or a parameter of a function. */
export interface Parameter {
  readonly attributes: readonly Attribute[];
  readonly name: string;
  readonly type: NameExpression;
  readonly at: number;
}

export interface FunctionDeclaration {
  readonly kind: 'function';
  readonly attributes: readonly Attribute[];
  readonly name: string;
  readonly parameters: readonly Parameter[];
  readonly result?: { readonly attributes: readonly Attribute[]; readonly type: NameExpression };
  readonly body: Block;
  readonly at: number;
}

export interface Assertion {
  readonly kind: 'assertion';
  readonly value: Expression;
  readonly at: number;
}

export interface Block {
  readonly kind: 'block';
  readonly statements: readonly Statement[];
  readonly at: number;
  /** Of the closing brace. */
  readonly end: number;
}

export type Statement =
  | Block
  | Variable
  | Assertion
  | {
      readonly kind: 'assign';
      readonly target?: Expression;
      readonly sign: string;
      readonly value: Expression;
      readonly at: number;
    }
  | { readonly kind: 'step'; readonly target: Expression; readonly at: number }
  | { readonly kind: 'call'; readonly call: CallExpression; readonly at: number }
  | If
  | Switch
  | Loop
  | For
  | { readonly kind: 'while'; readonly condition: Expression; readonly body: Block; readonly at: number }
  | { readonly kind: 'break-if'; readonly condition: Expression; readonly at: number }
  | { readonly kind: 'break' | 'continue' | 'discard'; readonly at: number }
  | { readonly kind: 'return'; readonly value?: Expression; readonly at: number };

export interface If {
  readonly kind: 'if';
  readonly branches: readonly { readonly condition: Expression; readonly body: Block }[];
  readonly otherwise?: Block;
  readonly at: number;
}

export interface Switch {
  readonly kind: 'switch';
  readonly subject: Expression;
  readonly clauses: readonly {
    readonly selectors: readonly (Expression | 'default')[];
    readonly body: Block;
  }[];
  readonly at: number;
}

/** What stands in `continuing` sees the names of the body. */
export interface Loop {
  readonly kind: 'loop';
  readonly body: Block;
  readonly continuing?: Block;
  readonly at: number;
}

export interface For {
  readonly kind: 'for';
  readonly start?: Statement;
  readonly condition?: Expression;
  readonly step?: Statement;
  readonly body: Block;
  readonly at: number;
}

export type Expression =
  | { readonly kind: 'literal'; readonly text: string; readonly at: number }
  | NameExpression
  | CallExpression
  | { readonly kind: 'unary'; readonly sign: string; readonly operand: Expression; readonly at: number }
  | BinaryExpression
  | MemberExpression
  | { readonly kind: 'index'; readonly object: Expression; readonly index: Expression; readonly at: number };

/** A name, of a value or of a type, with its template list. */
export interface NameExpression {
  readonly kind: 'name';
  readonly name: string;
  readonly template?: readonly Expression[];
  readonly at: number;
}

export interface CallExpression {
  readonly kind: 'call';
  readonly callee: NameExpression;
  readonly args: readonly Expression[];
  readonly at: number;
}

export interface BinaryExpression {
  readonly kind: 'binary';
  readonly sign: string;
  readonly left: Expression;
  readonly right: Expression;
  readonly at: number;
}

export interface MemberExpression {
  readonly kind: 'member';
  readonly object: Expression;
  readonly member: string;
  readonly at: number;
}
