/** The `required_providers` block: where each local provider name's provider comes from, and in which versions. */
import { STRING } from '../../cty/index.ts';
import {
  type Attribute,
  type Block,
  type Expression,
  justAttributes,
  listOfExpressions,
  mapOfExpressions,
  traversalOf,
} from '../../hcl/index.ts';
import { type Diagnostic, hasErrors } from '../../source/index.ts';
import { append } from '../../util/append.ts';
import { constantValue, versionRequirement } from './literal.ts';
import type { ProviderRequirement, VersionRequirement } from './model.ts';
import { mistake } from './problem.ts';
import { impliedProviderAddress, parseProviderPart, parseProviderSource } from './provider-address.ts';
import { checkProviderName } from './static-reference.ts';
import { parseConstraints } from './version.ts';

export interface RequiredProvidersBlock {
  readonly requirements: ReadonlyMap<string, ProviderRequirement>;
  readonly block: Block;
}

/** Undefined where the block's body holds something other than arguments. */
export function requiredProviders(block: Block, problems: Diagnostic[]): RequiredProvidersBlock | undefined {
  const own: Diagnostic[] = [];
  const attributes = justAttributes(block.body, own);
  append(problems, own);
  if (hasErrors(own)) return undefined;
  const requirements = new Map<string, ProviderRequirement>();
  for (const attribute of attributes.values()) {
    const entry: Diagnostic[] = [];
    const requirement = readRequirement(attribute, entry);
    append(problems, entry);
    if (requirement !== undefined) requirements.set(requirement.localName, requirement);
  }
  return { requirements, block };
}

function readRequirement(attribute: Attribute, problems: Diagnostic[]): ProviderRequirement | undefined {
  const { name, expression } = attribute;
  const ignored: Diagnostic[] = [];
  const { value, failed } = constantValue(expression, ignored);
  const kind = value.type.kind;
  if (!failed && (kind === 'string' || kind === 'number' || kind === 'bool')) {
    const constraint = versionRequirement(attribute, problems);
    return implied(attribute, constraint === undefined ? [] : [constraint], [], problems);
  }
  if (!checkProviderName(name, expression.span, problems)) return undefined;
  const items = mapOfExpressions(expression);
  if (items.value === undefined) {
    problems.push(
      mistake(
        'Invalid required_providers object',
        'An entry is an object with source and version, or a version constraint alone.',
        expression.span,
      ),
    );
    return undefined;
  }
  return readObject(attribute, items.value, problems);
}

function readObject(
  attribute: Attribute,
  items: readonly { readonly key: Expression; readonly value: Expression }[],
  problems: Diagnostic[],
): ProviderRequirement | undefined {
  let constraints: readonly VersionRequirement[] = [];
  let source: { text: string; address: string } | undefined;
  let aliases: readonly string[] = [];
  for (const { key, value } of items) {
    const own: Diagnostic[] = [];
    const name = stringOf(key, own);
    switch (name) {
      case 'version': {
        const requirement = readVersion(value, attribute, problems);
        if (requirement !== undefined) constraints = [requirement];
        break;
      }
      case 'source':
        source = readSource(value, problems) ?? source;
        break;
      case 'configuration_aliases':
        aliases = [...aliases, ...readAliases(value, problems)];
        break;
      case undefined:
        append(problems, own);
        break;
      default:
        problems.push(
          mistake(
            'Invalid required_providers object',
            `"${name}" is unknown here; the entries are source, version and configuration_aliases.`,
            key.span,
          ),
        );
    }
  }
  if (hasErrors(problems)) return undefined;
  if (source === undefined) return implied(attribute, constraints, aliases, problems);
  return {
    localName: attribute.name,
    address: source.address,
    source: source.text,
    constraints,
    aliases,
    span: attribute.expression.span,
  };
}

function implied(
  attribute: Attribute,
  constraints: readonly VersionRequirement[],
  aliases: readonly string[],
  problems: Diagnostic[],
): ProviderRequirement | undefined {
  const { name, expression } = attribute;
  const part = parseProviderPart(name);
  if ('error' in part) {
    problems.push(
      mistake('Invalid provider name', `"${name}" cannot be the name of a provider: ${part.error}.`, expression.span),
    );
    return undefined;
  }
  return {
    localName: name,
    address: impliedProviderAddress(part.part),
    source: undefined,
    constraints,
    aliases,
    span: expression.span,
  };
}

/** The constant string that an expression gives, without a message where it gives none. */
function stringOf(expression: Expression, problems: Diagnostic[] = []): string | undefined {
  const { value, failed } = constantValue(expression, problems);
  return !failed && value.state === 'known' && value.type === STRING ? (value.data as string) : undefined;
}

function readVersion(
  expression: Expression,
  attribute: Attribute,
  problems: Diagnostic[],
): VersionRequirement | undefined {
  const constraint = stringOf(expression);
  const parsed = constraint === undefined ? 'it must be a string' : parseConstraints(constraint);
  if (constraint !== undefined && typeof parsed !== 'string') return { constraint, span: attribute.span };
  problems.push(
    mistake('Invalid version constraint', `The version constraint cannot be read: ${parsed}.`, expression.span),
  );
  return undefined;
}

function readSource(expression: Expression, problems: Diagnostic[]): { text: string; address: string } | undefined {
  const text = stringOf(expression);
  if (text === undefined) {
    problems.push(mistake('Invalid source', 'The source must be a string.', expression.span));
    return undefined;
  }
  const address = parseProviderSource(text, expression.span, problems);
  return address === undefined ? undefined : { text, address };
}

/** `[aws.east, aws.west]`. */
function readAliases(expression: Expression, problems: Diagnostic[]): readonly string[] {
  const list = listOfExpressions(expression);
  append(problems, list.diagnostics);
  if (list.value === undefined) return [];
  const aliases: string[] = [];
  for (const element of list.value) {
    const { value: traversal, diagnostics } = traversalOf(element);
    append(problems, diagnostics);
    if (traversal === undefined || hasErrors(diagnostics)) continue;
    const [step, ...more] = traversal.steps;
    if (more.length > 0 || (step !== undefined && step.kind !== 'attribute')) {
      problems.push(
        mistake(
          'Invalid configuration_aliases value',
          'A configuration alias has the form provider.alias.',
          expression.span,
        ),
      );
      continue;
    }
    aliases.push(step === undefined ? traversal.root : `${traversal.root}.${step.name}`);
  }
  return aliases;
}
