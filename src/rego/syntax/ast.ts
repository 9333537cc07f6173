/**
 * The syntax tree of Rego. Nodes carry `at`, an offset into the text of their module; rows and columns are derived when a
 * message is made. Operators are calls of the built-in function behind them (`a + b` is `plus(a, b)`).
 */
import type { Value } from '../values/index.ts';

export interface ModuleSource {
  readonly name: string;
  readonly text: string;
}

interface Node {
  readonly at: number;
  /** Where the text of the node ends; absent for what the compiler makes. */
  readonly end?: number;
}

export interface Scalar extends Node {
  readonly kind: 'scalar';
  readonly value: Value;
}
export interface Var extends Node {
  readonly kind: 'var';
  readonly name: string;
}
/** `head.path[0][x]`; after resolution a head is a variable or a term, `data` and `input` included. */
export interface Ref extends Node {
  readonly kind: 'ref';
  readonly head: Term;
  readonly path: readonly Term[];
}
export interface ArrayTerm extends Node {
  readonly kind: 'array';
  readonly elements: readonly Term[];
}
export interface SetTerm extends Node {
  readonly kind: 'set';
  readonly elements: readonly Term[];
}
export interface ObjectTerm extends Node {
  readonly kind: 'object';
  readonly entries: readonly (readonly [Term, Term])[];
}
/** `[value | body]`, `{value | body}`, `{key: value | body}` */
export interface Comprehension extends Node {
  readonly kind: 'comprehension';
  readonly collects: 'array' | 'set' | 'object';
  readonly key?: Term;
  readonly value: Term;
  readonly body: Body;
}
export interface Call extends Node {
  readonly kind: 'call';
  readonly operator: Var | Ref;
  readonly args: readonly Term[];
  /** Written as an operator between its operands. */
  readonly infix?: boolean;
}
/** `$"text {expression}"` */
export interface Template extends Node {
  readonly kind: 'template';
  readonly parts: readonly (string | Body)[];
}
export type Term = Scalar | Var | Ref | ArrayTerm | SetTerm | ObjectTerm | Comprehension | Call | Template;

export type Body = readonly Expr[];

export interface With extends Node {
  readonly target: Term;
  readonly value: Term;
}

interface ExprNode extends Node {
  readonly with: readonly With[];
}
export interface TermExpr extends ExprNode {
  readonly kind: 'term';
  readonly term: Term;
  readonly negated: boolean;
}
/** `some x, y` */
export interface SomeDeclaration extends ExprNode {
  readonly kind: 'some';
  readonly names: readonly Var[];
}
/** `some k, v in domain` */
export interface SomeIn extends ExprNode {
  readonly kind: 'some-in';
  readonly key?: Term;
  readonly value: Term;
  readonly domain: Term;
}
export interface Every extends ExprNode {
  readonly kind: 'every';
  readonly key?: Var;
  readonly value: Var;
  readonly domain: Term;
  readonly body: Body;
}
/** `not { … }`, and `not` of an expression where `future.keywords.not` is imported. */
export interface NotBody extends ExprNode {
  readonly kind: 'not-body';
  readonly body: Body;
}
export interface Logic extends ExprNode {
  readonly kind: 'and' | 'or';
  readonly left: Body;
  readonly right: Body;
}
export type Expr = TermExpr | SomeDeclaration | SomeIn | Every | NotBody | Logic;

export interface Rule extends Node {
  /** Name and path: `p`, `p.q`, `p[x].r`. */
  readonly ref: readonly Term[];
  readonly isDefault: boolean;
  /** A function's parameters. */
  readonly args?: readonly Term[];
  /** Member of a partial set. */
  readonly member?: Term;
  /** Value of a complete rule, a function, an entry of a partial object; absent exactly where `member` is there. */
  readonly value?: Term;
  readonly assigned: boolean;
  readonly body: Body;
  readonly otherwise?: Rule;
  readonly annotations?: Annotation;
}

/** The YAML of a `# METADATA` comment, parsed later. */
export interface Annotation {
  readonly text: string;
  readonly at: number;
}

export interface Import extends Node {
  readonly path: readonly string[];
  readonly alias?: string;
}

export interface Module {
  readonly source: ModuleSource;
  readonly package: readonly string[];
  readonly packageAt: number;
  readonly packageAnnotations: readonly Annotation[];
  readonly imports: readonly Import[];
  readonly rules: readonly Rule[];
  readonly dialect: 'v0' | 'v1';
}

export function assertNever(value: never): never {
  throw new Error(`unexpected ${JSON.stringify(value)}`);
}
