/** The `variable` block: type constraint, default, validation rules. */
import {
  convert,
  DYNAMIC,
  DYNAMIC_UNKNOWN,
  listOf,
  mapOf,
  objectOf,
  type Type,
  tupleOf,
  type Value,
} from '../../cty/index.ts';
import { type Block, bodyContent, type Expression, keywordOf, typeConstraint, variablesOf } from '../../hcl/index.ts';
import { type Diagnostic, hasErrors, type Span } from '../../source/index.ts';
import { append } from '../../util/append.ts';
import { referencesIn } from '../reference.ts';
import { MODULE_CALL, VARIABLE } from './block-schema.ts';
import { ruleOf, type WrittenRule, writtenRule } from './check-rule.ts';
import { IDENTIFIER_RULE, isIdentifier } from './identifier.ts';
import { constantValue, literalFlag, literalString } from './literal.ts';
import type { CheckRule, VariableDeclaration } from './model.ts';
import { mistake } from './problem.ts';
import { isQuotedString } from './static-reference.ts';

/** A declaration as one file writes it; what it does not write is undefined, so that an override can tell. */
export interface WrittenVariable {
  readonly name: string;
  readonly description: string | undefined;
  readonly type: WrittenType | undefined;
  readonly defaultValue: Value | undefined;
  readonly sensitive: boolean | undefined;
  readonly ephemeral: boolean | undefined;
  readonly nullable: boolean | undefined;
  readonly validations: readonly CheckRule[];
  readonly span: Span;
}
export interface WrittenType {
  readonly constraint: Type;
  readonly applyDefaults: (value: Value) => Value;
}

/** Names that mean something in a `module` block, where a variable is set by an argument of its name. */
const RESERVED_NAMES: ReadonlySet<string> = new Set([
  ...MODULE_CALL.attributes.map(({ name }) => name),
  ...MODULE_CALL.blocks.map(({ type }) => type),
]);

const unchanged = (value: Value): Value => value;
const ANY: WrittenType = { constraint: DYNAMIC, applyDefaults: unchanged };

export function variableBlock(block: Block, override: boolean, problems: Diagnostic[]): WrittenVariable {
  const { value: name, span: nameSpan } = block.labels[0] as Block['labels'][number];
  const { attributes, blocks } = bodyContent(block.body, VARIABLE, problems);
  if (!isIdentifier(name)) problems.push(mistake('Invalid variable name', IDENTIFIER_RULE, nameSpan));
  if (RESERVED_NAMES.has(name)) {
    problems.push(
      mistake('Invalid variable name', `The name "${name}" has a special meaning inside module blocks.`, nameSpan),
    );
  }
  const expressionOf = (argument: string) => attributes.get(argument)?.expression;
  const flag = (argument: string) => {
    const expression = expressionOf(argument);
    return expression === undefined ? undefined : literalFlag(expression, problems);
  };
  const descriptionExpression = expressionOf('description');
  const description = descriptionExpression === undefined ? undefined : literalString(descriptionExpression, problems);
  const typeExpression = expressionOf('type');
  const type = typeExpression === undefined ? undefined : variableType(typeExpression, problems);
  const sensitive = flag('sensitive');
  const ephemeral = flag('ephemeral');
  const nullable = flag('nullable');
  const defaultExpression = expressionOf('default');
  const defaultValue =
    defaultExpression === undefined
      ? undefined
      : variableDefault(defaultExpression, type ?? (override ? undefined : ANY), nullable !== false, problems);
  const validations: CheckRule[] = [];
  for (const inner of blocks) {
    const written = writtenRule(inner, override, problems);
    checkRefersToVariable(name, written, problems);
    const rule = ruleOf(written);
    if (rule !== undefined) validations.push(rule);
  }
  const span = block.headerSpan;
  return { name, description, type, defaultValue, sensitive, ephemeral, nullable, validations, span };
}

const LEGACY_TYPES = new Set(['string', 'list', 'map']);

function variableType(expression: Expression, problems: Diagnostic[]): WrittenType {
  if (isQuotedString(expression)) {
    const { value, failed } = constantValue(expression, problems);
    if (failed) return ANY;
    const text = value.state === 'known' ? (value.data as string) : '';
    problems.push(
      LEGACY_TYPES.has(text)
        ? mistake(
            'Invalid quoted type constraints',
            `Terraform 0.11 quoted types; remove the quotes around ${text}.`,
            expression.span,
          )
        : mistake('Invalid legacy variable type hint', 'Write the type without quotes.', expression.span),
    );
    return ANY;
  }
  const word = keywordOf(expression);
  if (word === 'list') return { constraint: listOf(DYNAMIC), applyDefaults: unchanged };
  if (word === 'map') return { constraint: mapOf(DYNAMIC), applyDefaults: unchanged };
  const { value, diagnostics } = typeConstraint(expression, { withDefaults: true });
  append(problems, diagnostics);
  return hasErrors(diagnostics) ? ANY : { constraint: value.type, applyDefaults: value.applyDefaults };
}

const INVALID_DEFAULT = 'Invalid default value for variable';

function variableDefault(
  expression: Expression,
  type: WrittenType | undefined,
  nullable: boolean,
  problems: Diagnostic[],
): Value {
  let { value } = constantValue(expression, problems);
  if (type !== undefined) {
    const filled = value.state === 'null' ? value : type.applyDefaults(value);
    const converted = convert(filled, type.constraint);
    if ('error' in converted) {
      problems.push(
        mistake(INVALID_DEFAULT, `The default does not have the variable's type: ${converted.error}.`, expression.span),
      );
      value = DYNAMIC_UNKNOWN;
    } else {
      value = converted.value;
    }
  }
  if (!nullable && value.state === 'null') {
    problems.push(mistake(INVALID_DEFAULT, 'With nullable = false the default cannot be null.', expression.span));
  }
  return value;
}

function checkRefersToVariable(name: string, { condition }: WrittenRule, problems: Diagnostic[]): void {
  if (condition === undefined) return;
  const itself = referencesIn(variablesOf(condition)).some(
    ({ subject }) => subject.kind === 'variable' && subject.name === name,
  );
  if (itself) return;
  problems.push(
    mistake(
      'Invalid variable validation condition',
      `The condition must refer to var.${name}, the value that it is to check.`,
      condition.span,
    ),
  );
}

/** The declaration that results from a primary file. */
export function declaredVariable(written: WrittenVariable): VariableDeclaration {
  const type = written.type ?? ANY;
  return {
    name: written.name,
    description: written.description,
    defaultValue: written.defaultValue,
    type: withoutOptional(type.constraint),
    constraint: type.constraint,
    applyDefaults: type.applyDefaults,
    nullable: written.nullable ?? true,
    sensitive: written.sensitive ?? false,
    ephemeral: written.ephemeral ?? false,
    validations: written.validations,
    span: written.span,
  };
}

/** What an override file changes; a default that stays must fit a type that changes. */
export function overriddenVariable(
  base: VariableDeclaration,
  over: WrittenVariable,
  problems: Diagnostic[],
): VariableDeclaration {
  const type = over.type ?? base;
  const nullable = over.nullable ?? base.nullable;
  let defaultValue = over.defaultValue ?? base.defaultValue;
  if (defaultValue !== undefined) {
    const filled = defaultValue.state === 'null' ? defaultValue : type.applyDefaults(defaultValue);
    const converted = convert(filled, type.constraint);
    if ('error' in converted) {
      problems.push(
        mistake(
          INVALID_DEFAULT,
          `After the override the default does not have the variable's type: ${converted.error}.`,
          over.span,
        ),
      );
    } else {
      defaultValue = converted.value;
      if (!nullable && defaultValue.state === 'null') {
        problems.push(mistake(INVALID_DEFAULT, 'With nullable = false the default cannot be null.', over.span));
      }
    }
  }
  return {
    ...base,
    description: over.description ?? base.description,
    type: withoutOptional(type.constraint),
    constraint: type.constraint,
    applyDefaults: type.applyDefaults,
    sensitive: over.sensitive ?? base.sensitive,
    ephemeral: over.ephemeral ?? base.ephemeral,
    nullable,
    defaultValue,
  };
}

/** The type of values that satisfy a constraint: every attribute is there. */
export function withoutOptional(type: Type): Type {
  switch (type.kind) {
    case 'list':
    case 'set':
    case 'map': {
      const element = withoutOptional(type.element);
      return element === type.element ? type : { kind: type.kind, element };
    }
    case 'tuple':
      return tupleOf(type.elements.map(withoutOptional));
    case 'object':
      return objectOf(new Map([...type.attributes].map(([name, inner]) => [name, withoutOptional(inner)])));
    default:
      return type;
  }
}
