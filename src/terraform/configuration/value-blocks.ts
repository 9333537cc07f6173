/** `locals` and `output` blocks. */
import { type Block, bodyContent, type Expression, justAttributes, type Traversal } from '../../hcl/index.ts';
import type { Diagnostic, Span } from '../../source/index.ts';
import { OUTPUT, OUTPUT_OVERRIDE } from './block-schema.ts';
import { ruleOf, writtenRule } from './check-rule.ts';
import { IDENTIFIER_RULE, isIdentifier } from './identifier.ts';
import { literalFlag, literalString } from './literal.ts';
import type { CheckRule, LocalDeclaration, OutputDeclaration } from './model.ts';
import { mistake } from './problem.ts';
import { dependsOn } from './static-reference.ts';

export function localsBlock(block: Block, problems: Diagnostic[]): readonly LocalDeclaration[] {
  const locals: LocalDeclaration[] = [];
  for (const attribute of justAttributes(block.body, problems).values()) {
    if (!isIdentifier(attribute.name)) {
      problems.push(mistake('Invalid local value name', IDENTIFIER_RULE, attribute.nameSpan));
    }
    locals.push({ name: attribute.name, expression: attribute.expression, span: attribute.span });
  }
  return locals;
}

export interface WrittenOutput {
  readonly name: string;
  readonly description: string | undefined;
  readonly expression: Expression | undefined;
  readonly dependsOn: readonly Traversal[];
  readonly sensitive: boolean | undefined;
  readonly ephemeral: boolean | undefined;
  readonly preconditions: readonly CheckRule[];
  readonly span: Span;
}

export function outputBlock(block: Block, override: boolean, problems: Diagnostic[]): WrittenOutput {
  const { value: name, span: nameSpan } = block.labels[0] as Block['labels'][number];
  const { attributes, blocks } = bodyContent(block.body, override ? OUTPUT_OVERRIDE : OUTPUT, problems);
  if (!isIdentifier(name)) problems.push(mistake('Invalid output name', IDENTIFIER_RULE, nameSpan));
  const descriptionExpression = attributes.get('description')?.expression;
  const description = descriptionExpression === undefined ? undefined : literalString(descriptionExpression, problems);
  const flag = (argument: string) => {
    const expression = attributes.get(argument)?.expression;
    return expression === undefined ? undefined : literalFlag(expression, problems);
  };
  const sensitive = flag('sensitive');
  const ephemeral = flag('ephemeral');
  const dependencies = dependsOn(attributes.get('depends_on'), problems);
  const preconditions: CheckRule[] = [];
  for (const inner of blocks) {
    if (inner.type === 'postcondition') {
      problems.push(
        mistake('Postconditions are not allowed', 'An output value can have preconditions only.', inner.typeSpan),
      );
      continue;
    }
    const rule = ruleOf(writtenRule(inner, override, problems));
    if (rule !== undefined) preconditions.push(rule);
  }
  return {
    name,
    description,
    expression: attributes.get('value')?.expression,
    dependsOn: dependencies,
    sensitive,
    ephemeral,
    preconditions,
    span: block.headerSpan,
  };
}

export function declaredOutput(written: WrittenOutput): OutputDeclaration {
  return {
    ...written,
    expression: written.expression ?? { kind: 'Invalid', span: written.span },
    sensitive: written.sensitive ?? false,
    ephemeral: written.ephemeral ?? false,
  };
}

export function overriddenOutput(
  base: OutputDeclaration,
  over: WrittenOutput,
  problems: Diagnostic[],
): OutputDeclaration {
  refuseDependsOnOverride(over.dependsOn, problems);
  return {
    ...base,
    description: over.description ?? base.description,
    expression: over.expression ?? base.expression,
    sensitive: over.sensitive ?? base.sensitive,
    ephemeral: over.ephemeral ?? base.ephemeral,
  };
}

export function refuseDependsOnOverride(traversals: readonly Traversal[], problems: Diagnostic[]): void {
  const first = traversals[0];
  if (first === undefined) return;
  problems.push(mistake('Unsupported override', 'depends_on cannot be overridden.', first.span));
}
