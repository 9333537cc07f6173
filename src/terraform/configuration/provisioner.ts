/** `provisioner` and `connection` blocks. */
import {
  type Attribute,
  type Block,
  type Body,
  bodyPartialContent,
  justAttributes,
  type Traversal,
  variablesOf,
} from '../../hcl/index.ts';
import type { Diagnostic } from '../../source/index.ts';
import { PROVISIONER } from './block-schema.ts';
import { reservedBlock, withEscapeBlock } from './escape-block.ts';
import type { Provisioner } from './model.ts';
import { mistake } from './problem.ts';
import { keyword } from './static-reference.ts';

const REMOVED_PROVISIONERS = new Set(['chef', 'habitat', 'puppet', 'salt-masterless']);

/** Undefined for the provisioners that no longer exist. */
export function provisionerBlock(block: Block, problems: Diagnostic[]): Provisioner | undefined {
  const { value: type, span: typeSpan } = block.labels[0] as Block['labels'][number];
  const { content, remain } = bodyPartialContent(block.body, PROVISIONER, problems);
  if (REMOVED_PROVISIONERS.has(type)) {
    problems.push(
      mistake(
        `The "${type}" provisioner has been removed`,
        'It was deprecated in Terraform 0.13.4 and exists no longer.',
        typeSpan,
        { code: 'terraform/removed-provisioner' },
      ),
    );
    return undefined;
  }
  const when = choice(content.attributes.get('when'), ['create', 'destroy'] as const, problems);
  if (when === 'destroy') requireSelfReferences(remain, problems);
  const onFailure = choice(content.attributes.get('on_failure'), ['continue', 'fail'] as const, problems);
  let connection: Body | undefined;
  for (const inner of content.blocks) {
    if (inner.type === '_') continue;
    if (inner.type !== 'connection') {
      problems.push(reservedBlock(inner, 'provisioner'));
      continue;
    }
    if (connection !== undefined) {
      problems.push(duplicateConnection(inner, 'provisioner'));
      continue;
    }
    if (when === 'destroy') requireSelfReferences(inner.body, problems);
    connection = inner.body;
  }
  return {
    type,
    typeSpan,
    when: when ?? 'create',
    onFailure: onFailure ?? 'fail',
    body: withEscapeBlock(remain, content.blocks, problems),
    connection,
    span: block.headerSpan,
  };
}

function choice<T extends string>(
  attribute: Attribute | undefined,
  allowed: readonly T[],
  problems: Diagnostic[],
): T | undefined {
  if (attribute === undefined) return undefined;
  const word = keyword(attribute.expression, problems);
  const found = allowed.find((each) => each === word);
  if (found === undefined) {
    problems.push(
      mistake(
        `Invalid "${attribute.name}" keyword`,
        `"${attribute.name}" takes one of the keywords ${allowed.join(', ')}.`,
        attribute.expression.span,
      ),
    );
  }
  return found;
}

export function duplicateConnection(block: Block, owner: string): Diagnostic {
  return mistake('Duplicate connection block', `This ${owner} already has a connection block.`, block.headerSpan);
}

/** When a resource is destroyed only its own attributes are sure to be there still. */
export function requireSelfReferences(body: Body, problems: Diagnostic[]): void {
  for (const { expression } of justAttributes(body, []).values()) {
    for (const traversal of variablesOf(expression)) {
      if (staysAvailable(traversal)) continue;
      problems.push(
        mistake(
          'Invalid reference from destroy provisioner',
          'A destroy-time provisioner may use only self, count.index and each.key: other objects may be gone by then.',
          expression.span,
        ),
      );
    }
  }
}

function staysAvailable({ root, steps }: Traversal): boolean {
  switch (root) {
    case 'self':
    case 'path':
    case 'terraform':
      return true;
    case 'count':
    case 'each': {
      const step = steps[0];
      return steps.length === 1 && step?.kind === 'attribute' && step.name === (root === 'count' ? 'index' : 'key');
    }
    default:
      return false;
  }
}
