/** In JSON configuration an expression in native syntax may stand in a string: `"replace_triggered_by": ["a.b"]`. */
import { type Expression, evaluate, parseExpression } from '../../hcl/index.ts';
import { type Diagnostic, hasErrors } from '../../source/index.ts';
import { append } from '../../util/append.ts';
import { mistake } from './problem.ts';

/** Native expressions come back as they are; undefined (with problems) where a JSON value holds no expression. */
export function embeddedExpression(expression: Expression, problems: Diagnostic[]): Expression | undefined {
  if (expression.kind !== 'Json') return expression;
  const own: Diagnostic[] = [];
  const value = evaluate(expression, undefined, own);
  append(problems, own);
  if (hasErrors(own)) return undefined;
  if (value.state !== 'known' || value.type.kind !== 'string') {
    problems.push(
      mistake('Invalid reference expression', 'A single reference in a string is required.', expression.span),
    );
    return undefined;
  }
  const source = { name: expression.span.source.name, text: value.data as string };
  const parsed = parseExpression(source);
  for (const problem of parsed.diagnostics) problems.push({ ...problem, span: expression.span });
  return hasErrors(parsed.diagnostics) ? undefined : relocated(parsed.value, expression);
}

/** The embedded expression with the span of the string around it: messages then point into the file. */
function relocated(inner: Expression, outer: Expression): Expression {
  const place = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(place);
    if (node === null || typeof node !== 'object') return node;
    if ('source' in node && 'start' in node && 'end' in node) return outer.span;
    if ('state' in node && 'marks' in node) return node;
    if (node instanceof Map) return node;
    return Object.fromEntries(Object.entries(node).map(([name, child]) => [name, place(child)]));
  };
  return place(inner) as Expression;
}
