/** `resource`, `data` and `ephemeral` blocks: the meta-arguments; the rest is for the provider's schema. */
import { type Block, type Body, bodyPartialContent, type Expression } from '../../hcl/index.ts';
import type { ResourceMode } from '../../provider/index.ts';
import type { Diagnostic } from '../../source/index.ts';
import { DATA, RESOURCE } from './block-schema.ts';
import { reservedBlock, withEscapeBlock } from './escape-block.ts';
import { IDENTIFIER_RULE, isIdentifier } from './identifier.ts';
import { lifecycleBlock, NO_LIFECYCLE, type WrittenLifecycle } from './lifecycle.ts';
import type { ProviderReference, Provisioner, ResourceDeclaration } from './model.ts';
import { mistake } from './problem.ts';
import { duplicateConnection, provisionerBlock, requireSelfReferences } from './provisioner.ts';
import { dependsOn, providerReference } from './static-reference.ts';

/** A resource as one file writes it; its provider is known only with the whole module. */
export interface WrittenResource
  extends Omit<ResourceDeclaration, 'lifecycle' | 'providerAddress' | 'providerLocalName' | 'providerReference'> {
  readonly lifecycle: WrittenLifecycle;
  readonly providerReference: ProviderReference | undefined;
}

const TITLES: Readonly<Record<ResourceMode, { type: string; name: string; block: string }>> = {
  managed: { type: 'Invalid resource type name', name: 'Invalid resource name', block: 'resource' },
  data: { type: 'Invalid data source name', name: 'Invalid data resource name', block: 'data' },
  ephemeral: { type: 'Invalid ephemeral resource type', name: 'Invalid ephemeral resource name', block: 'ephemeral' },
};

export interface ResourcePlace {
  readonly override: boolean;
  /** The check block around a data block. */
  readonly check: string | undefined;
}

export function resourceBlock(
  block: Block,
  mode: ResourceMode,
  place: ResourcePlace,
  problems: Diagnostic[],
): WrittenResource {
  const [typeLabel, nameLabel] = block.labels as [Block['labels'][number], Block['labels'][number]];
  const { value: type } = typeLabel;
  const { value: name } = nameLabel;
  const titles = TITLES[mode];
  const { content, remain } = bodyPartialContent(block.body, mode === 'managed' ? RESOURCE : DATA, problems);
  if (!isIdentifier(type)) problems.push(mistake(titles.type, IDENTIFIER_RULE, typeLabel.span));
  if (!isIdentifier(name)) problems.push(mistake(titles.name, IDENTIFIER_RULE, nameLabel.span));
  const { count, forEach } = repetition(content.attributes, place.check !== undefined, problems);
  const providerExpression = content.attributes.get('provider')?.expression;
  const provider =
    providerExpression === undefined ? undefined : providerReference(providerExpression, 'provider', problems);
  const dependencies = dependsOn(content.attributes.get('depends_on'), problems);
  const inner = innerBlocks(content.blocks, { mode, type, name }, place, problems);
  return {
    mode,
    type,
    name,
    address: `${mode === 'managed' ? '' : `${mode}.`}${type}.${name}`,
    count,
    forEach,
    dependsOn: dependencies,
    providerReference: provider,
    lifecycle: inner.lifecycle,
    provisioners: inner.provisioners,
    connection: inner.connection,
    body: withEscapeBlock(remain, content.blocks, problems),
    span: block.headerSpan,
    typeSpan: typeLabel.span,
    check: place.check,
  };
}

/** `count` and `for_each`, of which only one may be given; a data block in a check has neither. */
export function repetition(
  attributes: ReadonlyMap<string, { readonly expression: Expression; readonly nameSpan: Block['typeSpan'] }>,
  nested: boolean,
  problems: Diagnostic[],
): { readonly count: Expression | undefined; readonly forEach: Expression | undefined } {
  const count = attributes.get('count');
  const forEach = attributes.get('for_each');
  if (nested) {
    for (const [name, attribute] of [['count', count] as const, ['for_each', forEach] as const]) {
      if (attribute === undefined) continue;
      problems.push(
        mistake(`Invalid "${name}" attribute`, `A data block in a check cannot have ${name}.`, attribute.nameSpan),
      );
    }
    return { count: undefined, forEach: undefined };
  }
  if (count !== undefined && forEach !== undefined) {
    problems.push(
      mistake(
        'Invalid combination of "count" and "for_each"',
        'count and for_each exclude each other: only one of them can say how many instances there are.',
        forEach.nameSpan,
      ),
    );
  }
  return { count: count?.expression, forEach: forEach?.expression };
}

interface InnerBlocks {
  readonly lifecycle: WrittenLifecycle;
  readonly provisioners: readonly Provisioner[];
  readonly connection: Body | undefined;
}

function innerBlocks(
  blocks: readonly Block[],
  owner: { readonly mode: ResourceMode; readonly type: string; readonly name: string },
  place: ResourcePlace,
  problems: Diagnostic[],
): InnerBlocks {
  let lifecycle: WrittenLifecycle | undefined;
  let connection: Body | undefined;
  const provisioners: Provisioner[] = [];
  for (const block of blocks) {
    switch (block.type) {
      case '_':
        break;
      case 'lifecycle':
        if (place.check !== undefined) {
          problems.push(
            mistake(
              'Invalid lifecycle block',
              'A data block in a check has no lifecycle of its own.',
              block.headerSpan,
            ),
          );
        }
        if (lifecycle !== undefined) {
          problems.push(
            mistake('Duplicate lifecycle block', 'This resource already has a lifecycle block.', block.headerSpan),
          );
          break;
        }
        lifecycle = lifecycleBlock(block, owner, place.override, problems);
        break;
      case 'connection':
        if (connection !== undefined) problems.push(duplicateConnection(block, 'resource'));
        else connection = block.body;
        break;
      case 'provisioner': {
        const provisioner = provisionerBlock(block, problems);
        if (provisioner !== undefined) provisioners.push(provisioner);
        break;
      }
      default:
        problems.push(reservedBlock(block, TITLES[owner.mode].block));
    }
  }
  if (connection !== undefined && provisioners.some(({ when }) => when === 'destroy')) {
    requireSelfReferences(connection, problems);
  }
  return { lifecycle: lifecycle ?? NO_LIFECYCLE, provisioners, connection };
}
