/**
 * Checks references before any value is looked at: what they name must be declared, and the steps that follow a resource
 * must exist in its schema. Where one fails, nothing of the expression or body is evaluated.
 */
import type { Schema } from '../../provider/index.ts';
import type { Diagnostic } from '../../source/index.ts';
import type { Module, ResourceDeclaration } from '../configuration/model.ts';
import { formatResourceInModule } from '../instance-address.ts';
import type { Reference, ReferenceSubject } from '../reference.ts';
import { checkSteps } from '../schema-body/traversal.ts';
import { suggestName } from '../suggest-name.ts';
import * as problem from './diagnostics.ts';
import type { Around } from './module-instance.ts';

export type SchemaOf = (resource: ResourceDeclaration) => Schema | undefined;

export function checkReference(
  reference: Reference,
  module: Module,
  around: Around,
  schemaOf: SchemaOf,
  problems: Diagnostic[],
): void {
  const { subject, span } = reference;
  switch (subject.kind) {
    case 'resource':
      checkResource(subject, reference, module, around, schemaOf, problems);
      return;
    case 'self':
      if (around.self === undefined) problems.push(problem.invalidSelf(span));
      else checkDeclaredResource(around.self.resource, reference, module, schemaOf, problems);
      return;
    case 'module': {
      const { name } = subject;
      if (module.moduleCalls.has(name)) return;
      const suggestion = suggestName(name, module.moduleCalls.keys());
      problems.push(problem.undeclaredModule(name, describeModule(module), suggestion, span));
    }
  }
}

type ResourceSubject = Extract<ReferenceSubject, { kind: 'resource' }>;

function checkResource(
  subject: ResourceSubject,
  reference: Reference,
  module: Module,
  around: Around,
  schemaOf: SchemaOf,
  problems: Diagnostic[],
): void {
  const { mode, type, name } = subject;
  const { span } = reference;
  const address = formatResourceInModule(subject);
  const declared = module.resources.get(address);
  if (declared === undefined) {
    const data = `data.${type}.${name}`;
    const candidate = mode === 'managed' && module.resources.has(data) ? data : undefined;
    problems.push(problem.undeclaredResource(mode, type, name, describeModule(module), candidate, span));
    return;
  }
  if (subject.key !== undefined) {
    if (declared.count === undefined && declared.forEach === undefined) {
      problems.push(problem.unexpectedInstanceKey(address, span));
    }
  } else if (reference.remaining.length > 0) {
    if (declared.count !== undefined) {
      problems.push(problem.missingInstanceKey(address, 'count', 'count.index', span));
    }
    if (declared.forEach !== undefined) {
      problems.push(problem.missingInstanceKey(address, 'for_each', 'each.key', span));
    }
  }
  if (declared.check !== undefined && declared.check !== around.check) {
    problems.push(problem.scopedResource(type, name, span));
  }
  checkDeclaredResource(declared, reference, module, schemaOf, problems);
}

function checkDeclaredResource(
  declared: ResourceDeclaration,
  { span, remaining }: Reference,
  module: Module,
  schemaOf: SchemaOf,
  problems: Diagnostic[],
): void {
  const schema = schemaOf(declared);
  if (schema === undefined) {
    const provider = module.providerAddress(declared.providerLocalName);
    problems.push(problem.unsupportedResourceType(declared.mode, declared.type, provider, '', span));
    return;
  }
  const [first] = remaining;
  if (first === undefined) return;
  if (first.kind === 'attribute' && first.name === 'count') {
    problems.push(problem.countAttribute(declared.address, span));
    return;
  }
  checkSteps(schema.block, remaining, problems);
}

export function describeModule({ path }: Module): string {
  return path.length === 0 ? 'the root module' : path.map((name) => `module.${name}`).join('.');
}
