/** The syntax tree of HCL's native syntax and, for expressions, of its JSON syntax. Plain data, never mutated. */
import type { Value } from '../cty/index.ts';
import type { Span } from '../source/index.ts';

/** A body of the native syntax. */
export interface NativeBody {
  readonly kind: 'NativeBody';
  readonly attributes: ReadonlyMap<string, Attribute>;
  /** In source order. */
  readonly blocks: readonly Block[];
  readonly span: Span;
  /** Where HCL reports something missing from the body: the start of the file, or the block's header. */
  readonly missingItemSpan: Span;
}

export interface Attribute {
  readonly kind: 'Attribute';
  readonly name: string;
  readonly nameSpan: Span;
  readonly equalsSpan: Span;
  readonly expression: Expression;
  readonly span: Span;
}

export interface Label {
  readonly value: string;
  readonly span: Span;
}

export interface Block {
  readonly kind: 'Block';
  readonly type: string;
  readonly typeSpan: Span;
  readonly labels: readonly Label[];
  readonly body: Body;
  /** Type and labels: `resource "aws_vpc" "main"`. */
  readonly headerSpan: Span;
  readonly openBraceSpan: Span;
  readonly closeBraceSpan: Span;
}

/** A JSON object read as a body: what is an argument and what a block is decided by the schema it is read with. */
export interface JsonBody {
  readonly kind: 'JsonBody';
  readonly value: JsonNode;
  readonly hiddenNames: ReadonlySet<string>;
  readonly missingItemSpan: Span;
}

/** Several files' bodies as one: overrides of provider blocks and module merging. */
export interface MergedBody {
  readonly kind: 'MergedBody';
  readonly bodies: readonly Body[];
}

export type Body = NativeBody | JsonBody | MergedBody;

export type JsonNode =
  | {
      readonly kind: 'JsonObject';
      readonly members: readonly JsonMember[];
      readonly span: Span;
      readonly openSpan: Span;
      readonly closeSpan: Span;
    }
  | { readonly kind: 'JsonArray'; readonly elements: readonly JsonNode[]; readonly span: Span; readonly openSpan: Span }
  | { readonly kind: 'JsonString'; readonly value: string; readonly span: Span }
  | { readonly kind: 'JsonNumber'; readonly value: Value; readonly span: Span }
  | { readonly kind: 'JsonBool'; readonly value: boolean; readonly span: Span }
  | { readonly kind: 'JsonNull'; readonly span: Span }
  | { readonly kind: 'JsonInvalid'; readonly span: Span };

export interface JsonMember {
  readonly name: string;
  readonly nameSpan: Span;
  readonly value: JsonNode;
}

export type Expression =
  | LiteralExpression
  | TraversalExpression
  | RelativeTraversalExpression
  | FunctionCallExpression
  | ConditionalExpression
  | IndexExpression
  | TupleExpression
  | ObjectExpression
  | ObjectKeyExpression
  | ForExpression
  | SplatExpression
  | SplatItemExpression
  | BinaryExpression
  | UnaryExpression
  | ParenthesesExpression
  | TemplateExpression
  | TemplateWrapExpression
  | TemplateJoinExpression
  | JsonExpression
  | InvalidExpression;

/** A number, bool, null, or a piece of literal text in a template. */
export interface LiteralExpression {
  readonly kind: 'Literal';
  readonly value: Value;
  readonly span: Span;
}

/** An absolute reference: `aws_vpc.main.id`, `var.names[0]`. */
export interface TraversalExpression {
  readonly kind: 'Traversal';
  readonly traversal: Traversal;
  readonly span: Span;
}
/** Steps applied to the value of another expression: `f(x).name`. */
export interface RelativeTraversalExpression {
  readonly kind: 'RelativeTraversal';
  readonly subject: Expression;
  readonly steps: readonly TraversalStep[];
  readonly span: Span;
}

export interface Traversal {
  readonly root: string;
  readonly rootSpan: Span;
  readonly steps: readonly TraversalStep[];
  readonly span: Span;
}
export type TraversalStep =
  | { readonly kind: 'attribute'; readonly name: string; readonly span: Span }
  | { readonly kind: 'index'; readonly key: Value; readonly span: Span }
  | { readonly kind: 'splat'; readonly span: Span };

export interface FunctionCallExpression {
  readonly kind: 'FunctionCall';
  /** With its name spaces: `provider::aws::arn_parse`, `core::length`. */
  readonly name: string;
  readonly nameSpan: Span;
  readonly arguments: readonly Expression[];
  /** The last argument is followed by `...`. */
  readonly expandFinal: boolean;
  readonly openParenSpan: Span;
  readonly closeParenSpan: Span;
  readonly span: Span;
}
export interface ConditionalExpression {
  readonly kind: 'Conditional';
  readonly condition: Expression;
  readonly whenTrue: Expression;
  readonly whenFalse: Expression;
  readonly span: Span;
}
export interface IndexExpression {
  readonly kind: 'Index';
  readonly collection: Expression;
  readonly key: Expression;
  readonly openBracketSpan: Span;
  readonly bracketSpan: Span;
  readonly span: Span;
}
export interface TupleExpression {
  readonly kind: 'Tuple';
  readonly elements: readonly Expression[];
  readonly openSpan: Span;
  readonly span: Span;
}
export interface ObjectExpression {
  readonly kind: 'Object';
  readonly items: readonly { readonly key: Expression; readonly value: Expression }[];
  readonly openSpan: Span;
  readonly span: Span;
}
/** A key of an object constructor: a bare name is text unless `forceNonLiteral`, which parentheses set. */
export interface ObjectKeyExpression {
  readonly kind: 'ObjectKey';
  readonly wrapped: Expression;
  readonly forceNonLiteral: boolean;
  readonly span: Span;
}
export interface ForExpression {
  readonly kind: 'For';
  readonly keyName: string | undefined;
  readonly valueName: string;
  readonly collection: Expression;
  /** Present in the object form. */
  readonly key: Expression | undefined;
  readonly value: Expression;
  readonly condition: Expression | undefined;
  /** `...` after the value: values with the same key are grouped. */
  readonly group: boolean;
  readonly openSpan: Span;
  readonly closeSpan: Span;
  readonly span: Span;
}
export interface SplatExpression {
  readonly kind: 'Splat';
  readonly source: Expression;
  /** Applied to each element; contains `item`. */
  readonly each: Expression;
  readonly item: SplatItemExpression;
  readonly markerSpan: Span;
  readonly span: Span;
}
/** Stands for the current element inside `each` of a splat; compared by identity. */
export interface SplatItemExpression {
  readonly kind: 'SplatItem';
  readonly span: Span;
}
export type BinaryOperator = '+' | '-' | '*' | '/' | '%' | '==' | '!=' | '<' | '<=' | '>' | '>=' | '&&' | '||';
export interface BinaryExpression {
  readonly kind: 'Binary';
  readonly operator: BinaryOperator;
  readonly left: Expression;
  readonly right: Expression;
  readonly span: Span;
}
export interface UnaryExpression {
  readonly kind: 'Unary';
  readonly operator: '-' | '!';
  readonly operand: Expression;
  readonly symbolSpan: Span;
  readonly span: Span;
}
export interface ParenthesesExpression {
  readonly kind: 'Parentheses';
  readonly inner: Expression;
  readonly span: Span;
}
export interface TemplateExpression {
  readonly kind: 'Template';
  readonly parts: readonly Expression[];
  readonly span: Span;
}
/** `"${x}"`: the value of x, not converted to a string. */
export interface TemplateWrapExpression {
  readonly kind: 'TemplateWrap';
  readonly wrapped: Expression;
  readonly span: Span;
}
/** The results of a template's `%{ for }`, joined. */
export interface TemplateJoinExpression {
  readonly kind: 'TemplateJoin';
  readonly tuple: Expression;
  readonly span: Span;
}
/** A JSON value in expression position: strings are templates, objects and arrays are constructors. */
export interface JsonExpression {
  readonly kind: 'Json';
  readonly node: JsonNode;
  readonly span: Span;
}
/** What recovery leaves where no expression could be read; evaluates to the dynamic unknown without a message. */
export interface InvalidExpression {
  readonly kind: 'Invalid';
  readonly span: Span;
}
