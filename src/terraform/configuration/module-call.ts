/** The `module` block. */
import { type Attribute, type Block, bodyPartialContent, mapOfExpressions } from '../../hcl/index.ts';
import type { Diagnostic, Span } from '../../source/index.ts';
import { append } from '../../util/append.ts';
import { MODULE_CALL, MODULE_CALL_OVERRIDE } from './block-schema.ts';
import { reservedBlock, withEscapeBlock } from './escape-block.ts';
import { IDENTIFIER_RULE, isIdentifier } from './identifier.ts';
import { literalString, versionRequirement } from './literal.ts';
import type { ModuleCall } from './model.ts';
import { type ModuleSource, parseModuleSource, parseRegistrySource } from './module-source.ts';
import { mistake } from './problem.ts';
import { providerKey } from './provider-block.ts';
import { repetition } from './resource-block.ts';
import { dependsOn, providerReference } from './static-reference.ts';

/** A call as one file writes it. */
export interface WrittenModuleCall extends ModuleCall {
  readonly hasSource: boolean;
  readonly hasProviders: boolean;
}

export function moduleCallBlock(block: Block, override: boolean, problems: Diagnostic[]): WrittenModuleCall {
  const { value: name, span: nameSpan } = block.labels[0] as Block['labels'][number];
  const schema = override ? MODULE_CALL_OVERRIDE : MODULE_CALL;
  const { content, remain } = bodyPartialContent(block.body, schema, problems);
  const { attributes } = content;
  if (!isIdentifier(name)) problems.push(mistake('Invalid module instance name', IDENTIFIER_RULE, nameSpan));
  const versionAttribute = attributes.get('version');
  const version = versionAttribute === undefined ? undefined : versionRequirement(versionAttribute, problems);
  const sourceAttribute = attributes.get('source');
  const source =
    sourceAttribute === undefined ? undefined : readSource(sourceAttribute, versionAttribute !== undefined, problems);
  const { count, forEach } = repetition(attributes, false, problems);
  const dependencies = dependsOn(attributes.get('depends_on'), problems);
  const providersAttribute = attributes.get('providers');
  const providers = providersAttribute === undefined ? [] : passedProviders(providersAttribute, problems);
  for (const inner of content.blocks) if (inner.type !== '_') problems.push(reservedBlock(inner, 'module'));
  return {
    name,
    source: source?.text ?? '',
    sourceAddress: source?.address,
    sourceSpan: source?.span ?? block.headerSpan,
    hasSource: sourceAttribute !== undefined,
    version,
    count,
    forEach,
    dependsOn: dependencies,
    providers,
    hasProviders: providersAttribute !== undefined,
    body: withEscapeBlock(remain, content.blocks, problems),
    span: block.headerSpan,
  };
}

function readSource(
  attribute: Attribute,
  withVersion: boolean,
  problems: Diagnostic[],
): { text: string; address: ModuleSource | undefined; span: Span } {
  const { span } = attribute.expression;
  const text = literalString(attribute.expression, problems);
  if (text === undefined) return { text: '', address: undefined, span };
  const address = withVersion ? parseRegistrySource(text) : parseModuleSource(text);
  if (address.kind !== 'failure') return { text, address, span };
  problems.push(
    withVersion
      ? mistake(
          'Invalid registry module source address',
          `The source of a module with a version must be in a registry: ${address.reason}.`,
          span,
        )
      : mistake(
          'Invalid module source address',
          `“${text}” cannot be used as a source: ${address.reason}. A local folder begins with ./ or ../.`,
          span,
        ),
  );
  return { text, address: undefined, span };
}

function passedProviders(attribute: Attribute, problems: Diagnostic[]): ModuleCall['providers'] {
  const pairs = mapOfExpressions(attribute.expression);
  append(problems, pairs.diagnostics);
  const seen = new Set<string>();
  const passed: {
    inChild: ModuleCall['providers'][number]['inChild'];
    inParent: ModuleCall['providers'][number]['inParent'];
  }[] = [];
  for (const { key, value } of pairs.value ?? []) {
    const inChild = providerReference(key, 'providers', problems);
    const inParent = providerReference(value, 'providers', problems);
    if (inChild === undefined || inParent === undefined) continue;
    const name = providerKey(inChild.localName, inChild.alias);
    if (seen.has(name)) {
      problems.push(
        mistake('Duplicate provider address', `A configuration for ${name} was already passed.`, value.span),
      );
      continue;
    }
    seen.add(name);
    passed.push({ inChild, inParent });
  }
  return passed;
}
