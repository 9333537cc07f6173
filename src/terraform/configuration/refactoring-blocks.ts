/** `moved`, `import` and `removed` blocks. */
import { type Block, type Body, bodyContent, type Expression, type Traversal, traversalOf } from '../../hcl/index.ts';
import { type Diagnostic, hasErrors } from '../../source/index.ts';
import { append } from '../../util/append.ts';
import { type MoveEndpoint, parseConfigurationTarget, parseResourceAddress, parseTarget } from './address.ts';
import { IMPORT, MOVED, REMOVED, REMOVED_LIFECYCLE } from './block-schema.ts';
import { embeddedExpression } from './embedded-expression.ts';
import { literalFlag } from './literal.ts';
import type { ImportBlock, MovedBlock, Provisioner, RemovedBlock, RemovedTarget } from './model.ts';
import { mistake } from './problem.ts';
import { duplicateConnection, provisionerBlock } from './provisioner.ts';
import { providerReference } from './static-reference.ts';

export function movedBlock(block: Block, problems: Diagnostic[]): MovedBlock | undefined {
  const own: Diagnostic[] = [];
  const { attributes } = bodyContent(block.body, MOVED, own);
  const from = endpoint(attributes.get('from')?.expression, own);
  const to = endpoint(attributes.get('to')?.expression, own);
  append(problems, own);
  if (from === undefined || to === undefined || hasErrors(own)) return undefined;
  if (!mightUnify(from, to)) {
    problems.push(
      mistake(
        'Invalid "moved" addresses',
        'Both addresses must be of resources, or both of modules.',
        block.headerSpan,
      ),
    );
    return undefined;
  }
  return { from, to, span: block.headerSpan };
}

function endpoint(expression: Expression | undefined, problems: Diagnostic[]): MoveEndpoint | undefined {
  if (expression === undefined) return undefined;
  const traversal = staticTraversal(expression, problems);
  return traversal === undefined ? undefined : parseTarget(traversal, problems);
}

function staticTraversal(expression: Expression, problems: Diagnostic[]): Traversal | undefined {
  const { value, diagnostics } = traversalOf(expression);
  append(problems, diagnostics);
  return hasErrors(diagnostics) ? undefined : value;
}

/** A whole resource moves to a whole resource, an instance to an instance or to a resource without key. */
function mightUnify(from: MoveEndpoint, to: MoveEndpoint): boolean {
  return from.kind === to.kind;
}

export function importBlock(block: Block, problems: Diagnostic[]): ImportBlock | undefined {
  const { attributes } = bodyContent(block.body, IMPORT, problems);
  const id = attributes.get('id')?.expression;
  const toAttribute = attributes.get('to');
  let to: Expression | undefined;
  let resource: ImportBlock['resource'] | undefined;
  if (toAttribute !== undefined) {
    to = embeddedExpression(toAttribute.expression, problems);
    if (to === undefined) return undefined;
    const traversal = importedTraversal(to, problems);
    resource = traversal === undefined ? undefined : parseResourceAddress(traversal, problems);
    if (resource?.mode !== 'managed') {
      problems.push(mistake('Invalid import address', 'Only managed resources can be imported.', toAttribute.span));
    }
  }
  const providerAttribute = attributes.get('provider');
  let provider: ImportBlock['providerReference'];
  if (providerAttribute !== undefined) {
    if (resource !== undefined && resource.module.length > 0) {
      problems.push(
        mistake(
          'Invalid import provider argument',
          'A provider can be chosen only for resources of the root module.',
          providerAttribute.span,
        ),
      );
    }
    provider = providerReference(providerAttribute.expression, 'provider', problems);
  }
  if (to === undefined || id === undefined || resource === undefined) return undefined;
  return {
    to,
    resource,
    id,
    forEach: attributes.get('for_each')?.expression,
    providerReference: provider,
    span: block.headerSpan,
  };
}

/** The steps of the address without any instance key; keys may be expressions there (`aws_vpc.a[each.key]`). */
function importedTraversal(expression: Expression, problems: Diagnostic[]): Traversal | undefined {
  const steps = importedSteps(expression);
  if (steps !== undefined) return { ...steps, steps: steps.steps.filter(({ kind }) => kind !== 'index') };
  problems.push(
    mistake(
      'Invalid expression',
      'The address must be a reference to a resource; only instance keys can be computed.',
      expression.span,
    ),
  );
  return undefined;
}

function importedSteps(expression: Expression): Traversal | undefined {
  switch (expression.kind) {
    case 'Traversal':
      return expression.traversal;
    case 'Index': {
      const inner = importedSteps(expression.collection);
      return inner && { ...inner, span: expression.span };
    }
    case 'RelativeTraversal': {
      const inner = importedSteps(expression.subject);
      return inner && { ...inner, steps: [...inner.steps, ...expression.steps], span: expression.span };
    }
    default:
      return undefined;
  }
}

export function removedBlock(block: Block, problems: Diagnostic[]): RemovedBlock | undefined {
  const { attributes, blocks } = bodyContent(block.body, REMOVED, problems);
  const expression = attributes.get('from')?.expression;
  const from = expression === undefined ? undefined : removedTarget(expression, problems);
  const ofResource = from?.kind === 'resource';
  let destroy = true;
  let connection: Body | undefined;
  const provisioners: Provisioner[] = [];
  for (const inner of blocks) {
    switch (inner.type) {
      case 'lifecycle': {
        const flag = bodyContent(inner.body, REMOVED_LIFECYCLE, problems).attributes.get('destroy');
        if (flag !== undefined) destroy = literalFlag(flag.expression, problems) ?? destroy;
        break;
      }
      case 'connection':
        if (!ofResource) {
          problems.push(
            mistake(
              'Invalid connection block',
              'Only the removal of a resource can have a connection.',
              inner.headerSpan,
            ),
          );
        } else if (connection !== undefined) problems.push(duplicateConnection(inner, 'removed block'));
        else connection = inner.body;
        break;
      default: {
        if (!ofResource) {
          problems.push(
            mistake(
              'Invalid provisioner block',
              'Only the removal of a resource can have provisioners.',
              inner.headerSpan,
            ),
          );
          break;
        }
        const provisioner = provisionerBlock(inner, problems);
        if (provisioner === undefined) break;
        provisioners.push(provisioner);
        if (provisioner.when !== 'destroy') {
          problems.push(
            mistake('Invalid provisioner block', 'Only destroy-time provisioners can stand here.', inner.headerSpan),
          );
        }
      }
    }
  }
  if (from === undefined) return undefined;
  return { from, destroy, provisioners, connection, span: block.headerSpan };
}

function removedTarget(expression: Expression, problems: Diagnostic[]): RemovedTarget | undefined {
  const traversal = staticTraversal(expression, problems);
  const target = traversal === undefined ? undefined : parseConfigurationTarget(traversal, problems);
  if (target?.kind === 'resource' && target.resource.mode === 'data') {
    problems.push(
      mistake(
        'Data source address not allowed',
        'Data sources are never destroyed, so they cannot be removed from the state in this way.',
        traversal?.span,
      ),
    );
    return undefined;
  }
  return target;
}
