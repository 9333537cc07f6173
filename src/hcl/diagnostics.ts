/** The messages of the native syntax's scanner and parser: HCL's titles, our words. One named function per message. */
import { type Diagnostic, limits, type Span } from '../source/index.ts';

function error(code: string, summary: string, detail: string, span: Span, context?: Span): Diagnostic {
  return context === undefined
    ? { severity: 'error', code: `hcl/${code}`, summary, detail, span }
    : { severity: 'error', code: `hcl/${code}`, summary, detail, span, context };
}

export function unsupportedOperator(span: Span, instead: string): Diagnostic {
  const hint = instead === '' ? '' : ` Use "${instead}" for the logical operation.`;
  return error('unsupported-operator', 'Unsupported operator', `There are no bitwise operators.${hint}`, span);
}
export function invalidCharacter(span: Span, detail: string): Diagnostic {
  return error('invalid-character', 'Invalid character', detail, span);
}
export function invalidCharacterEncoding(span: Span): Diagnostic {
  return error(
    'invalid-character-encoding',
    'Invalid character encoding',
    'The text is not UTF-8. Save the file in that encoding.',
    span,
  );
}
export function invalidMultiLineString(span: Span): Diagnostic {
  return error(
    'invalid-multi-line-string',
    'Invalid multi-line string',
    'A quoted string ends on the line it begins on. Write a heredoc (<<EOT) or \\n for a line break.',
    span,
  );
}
export function nestingTooDeep(span: Span, limit: number): Diagnostic {
  return error(
    'nesting-too-deep',
    'Nesting too deep',
    `The text nests deeper than the limit maxNesting of ${limit} levels; the rest of it was not read.`,
    span,
  );
}
export function unclosedBlock(span: Span): Diagnostic {
  return error(
    'unclosed-configuration-block',
    'Unclosed configuration block',
    'The file ends before the closing brace of this block. A brace further down may be missing or misplaced.',
    span,
  );
}
export function unclosedBody(span: Span): Diagnostic {
  return error('unclosed-configuration-body', 'Unclosed configuration body', 'The file ends inside this body.', span);
}
export function invalidArgumentName(span: Span): Diagnostic {
  return error('invalid-argument-name', 'Invalid argument name', 'An argument is named without quotes.', span);
}
export function itemRequired(span: Span): Diagnostic {
  return error(
    'item-required',
    'Argument or block definition required',
    'Expected an argument (name = value) or a block (type "label" { … }).',
    span,
  );
}
export function attributeRedefined(span: Span, name: string, line: number): Diagnostic {
  return error(
    'attribute-redefined',
    'Attribute redefined',
    `The argument "${name}" is already set on line ${line}; it may be set once.`,
    span,
  );
}
export function argumentDefinitionRequired(span: Span, name: string): Diagnostic {
  return error(
    'argument-definition-required',
    'Argument definition required',
    `A block on one line holds one argument only. Give "${name}" a value with "=", or write the nested block on a line of its own.`,
    span,
  );
}
export function missingNewlineAfterArgument(span: Span, context: Span, comma: boolean): Diagnostic {
  return comma
    ? error(
        'unexpected-comma-after-argument',
        'Unexpected comma after argument',
        'Arguments are separated by line breaks, not by commas.',
        span,
        context,
      )
    : error(
        'missing-newline-after-argument',
        'Missing newline after argument',
        'A line break must follow an argument.',
        span,
        context,
      );
}
export function invalidBlockDefinition(span: Span, context: Span, detail: string): Diagnostic {
  return error('invalid-block-definition', 'Invalid block definition', detail, span, context);
}
export function invalidSingleArgumentBlock(span: Span, context: Span, detail: string): Diagnostic {
  return error('invalid-single-argument-block', 'Invalid single-argument block definition', detail, span, context);
}
export function missingNewlineAfterBlock(span: Span, context: Span): Diagnostic {
  return error(
    'missing-newline-after-block',
    'Missing newline after block definition',
    'A line break must follow the closing brace of a block.',
    span,
    context,
  );
}
export function invalidStringLiteral(span: Span, context: Span | undefined, detail: string): Diagnostic {
  return error('invalid-string-literal', 'Invalid string literal', detail, span, context);
}
export function unterminatedStringLiteral(span: Span, context: Span): Diagnostic {
  return error(
    'unterminated-string-literal',
    'Unterminated string literal',
    'The file ends before the closing quote.',
    span,
    context,
  );
}
export function missingFalseExpression(span: Span, context: Span): Diagnostic {
  return error(
    'missing-false-expression',
    'Missing false expression in conditional',
    'A conditional is written condition ? value : other; the colon and the value after it are missing.',
    span,
    context,
  );
}
export function invalidLegacyIndex(span: Span, text: string): Diagnostic {
  return error(
    'invalid-legacy-index',
    'Invalid legacy index syntax',
    `Two indexes cannot be chained with dots. Write [${text.replace('.', '][')}] instead.`,
    span,
  );
}
export function invalidAttributeName(span: Span): Diagnostic {
  return error('invalid-attribute-name', 'Invalid attribute name', 'A name must follow the dot.', span);
}
export function nestedSplat(span: Span): Diagnostic {
  return error(
    'nested-splat',
    'Nested splat expression not allowed',
    'There can be no second .* after a .*; write [*].',
    span,
  );
}
export function missingCloseOnSplat(span: Span): Diagnostic {
  return error(
    'missing-close-bracket-on-splat',
    'Missing close bracket on splat index',
    'A closing bracket must follow the star.',
    span,
  );
}
export function missingCloseOnIndex(span: Span): Diagnostic {
  return error(
    'missing-close-bracket-on-index',
    'Missing close bracket on index',
    'A closing bracket must end the index.',
    span,
  );
}
export function unbalancedParentheses(span: Span, context: Span): Diagnostic {
  return error(
    'unbalanced-parentheses',
    'Unbalanced parentheses',
    'A closing parenthesis is missing here.',
    span,
    context,
  );
}
export function missingExpression(span: Span): Diagnostic {
  return error('missing-expression', 'Missing expression', 'The text ends where an expression should begin.', span);
}
export function invalidExpression(span: Span): Diagnostic {
  return error('invalid-expression', 'Invalid expression', 'No expression begins with this.', span);
}
export function invalidNumberLiteral(span: Span): Diagnostic {
  const written = span.source.text.slice(span.start, span.end);
  const detail = /^\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(written)
    ? `The number has more digits or a larger exponent than the limit maxDecimalExponent of ${limits.maxDecimalExponent} allows.`
    : 'This is not a decimal number.';
  return error('invalid-number-literal', 'Invalid number literal', detail, span);
}
export function missingFunctionName(span: Span, context: Span): Diagnostic {
  return error('missing-function-name', 'Missing function name', 'A name must follow "::".', span, context);
}
export function missingOpenParenthesis(span: Span, context: Span): Diagnostic {
  return error(
    'missing-open-parenthesis',
    'Missing open parenthesis',
    'The arguments in parentheses must follow the name of a function.',
    span,
    context,
  );
}
export function missingClosingParenthesis(span: Span, context: Span): Diagnostic {
  return error(
    'missing-closing-parenthesis',
    'Missing closing parenthesis',
    'Only the closing parenthesis may follow "..." after the last argument.',
    span,
    context,
  );
}
export function unterminatedFunctionCall(span: Span): Diagnostic {
  return error(
    'unterminated-function-call',
    'Unterminated function call',
    'The file ends before the closing parenthesis of this call.',
    span,
  );
}
export function missingArgumentSeparator(span: Span, context: Span): Diagnostic {
  return error(
    'missing-argument-separator',
    'Missing argument separator',
    'Arguments of a function are separated by commas.',
    span,
    context,
  );
}
export function unterminatedTuple(span: Span): Diagnostic {
  return error(
    'unterminated-tuple',
    'Unterminated tuple constructor expression',
    'The file ends before the closing bracket of this list.',
    span,
  );
}
export function missingItemSeparator(span: Span, context: Span): Diagnostic {
  return error(
    'missing-item-separator',
    'Missing item separator',
    'Items of a list are separated by commas.',
    span,
    context,
  );
}
export function missingAttributeValue(span: Span, context: Span): Diagnostic {
  return error(
    'missing-attribute-value',
    'Missing attribute value',
    'An equals sign and a value must follow the name.',
    span,
    context,
  );
}
export function missingKeyValueSeparator(span: Span, context: Span): Diagnostic {
  return error(
    'missing-key-value-separator',
    'Missing key/value separator',
    'An equals sign must follow the name. A name that is not an identifier stands in quotes.',
    span,
    context,
  );
}
export function unterminatedObject(span: Span): Diagnostic {
  return error(
    'unterminated-object',
    'Unterminated object constructor expression',
    'The file ends before the closing brace of this object.',
    span,
  );
}
export function missingAttributeSeparator(span: Span, context: Span): Diagnostic {
  return error(
    'missing-attribute-separator',
    'Missing attribute separator',
    'Attributes of an object are separated by line breaks or commas.',
    span,
    context,
  );
}
export function invalidForExpression(span: Span, context: Span, detail: string): Diagnostic {
  return error('invalid-for-expression', "Invalid 'for' expression", detail, span, context);
}
export function invalidForDirective(span: Span, context: Span, detail: string): Diagnostic {
  return error('invalid-for-directive', "Invalid 'for' directive", detail, span, context);
}
export function unclosedInterpolation(span: Span): Diagnostic {
  return error(
    'unclosed-interpolation',
    'Unclosed template interpolation sequence',
    'The closing brace of an interpolation in this string is missing.',
    span,
  );
}
export function extraAfterInterpolation(span: Span, context: Span, colon: boolean): Diagnostic {
  return error(
    'extra-after-interpolation',
    'Extra characters after interpolation expression',
    colon
      ? 'A colon cannot stand here. If the sequence is meant as text, write $${ for ${.'
      : 'A closing brace should follow the expression.',
    span,
    context,
  );
}
export function invalidTemplateDirective(span: Span, context: Span): Diagnostic {
  return error(
    'invalid-template-directive',
    'Invalid template directive',
    'A keyword such as "if" or "for" must follow %{.',
    span,
    context,
  );
}
export function invalidTemplateKeyword(span: Span, context: Span, given: string, suggestion: string): Diagnostic {
  const hint = suggestion === '' ? '' : ` Did you mean "${suggestion}"?`;
  return error(
    'invalid-template-keyword',
    'Invalid template control keyword',
    `"${given}" is no keyword of templates.${hint}`,
    span,
    context,
  );
}
export function extraInMarker(span: Span, context: Span, keyword: string): Diagnostic {
  return error(
    'extra-in-marker',
    `Extra characters in ${keyword} marker`,
    'A closing brace should follow here.',
    span,
    context,
  );
}
export function unterminatedTemplate(span: Span, context: Span): Diagnostic {
  return error(
    'unterminated-template',
    'Unterminated template string',
    'The marker that closes the string is missing.',
    span,
    context,
  );
}
export function unexpectedEndOfTemplate(span: Span, detail: string): Diagnostic {
  return error('unexpected-end-of-template', 'Unexpected end of template', detail, span);
}
export function unexpectedDirective(span: Span, name: string, detail: string): Diagnostic {
  return error('unexpected-directive', `Unexpected ${name} directive`, detail, span);
}
export function invalidEscape(span: Span, detail: string): Diagnostic {
  return error('invalid-escape-sequence', 'Invalid escape sequence', detail, span);
}
export function extraAfterExpression(span: Span): Diagnostic {
  return error(
    'extra-after-expression',
    'Extra characters after expression',
    'The expression ends before this; nothing may follow it.',
    span,
  );
}
