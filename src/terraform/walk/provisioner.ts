/** Provisioners and connections of a resource: checked, never run. */
import { DYNAMIC_UNKNOWN, entriesOf, type Value } from '../../cty/index.ts';
import type { Body } from '../../hcl/index.ts';
import type { Diagnostic } from '../../source/index.ts';
import type { ResourceDeclaration } from '../configuration/model.ts';
import { type Around, evaluateBody, hasErrorsSince, type ModuleInstance } from '../evaluate/index.ts';
import { errorAt } from '../problem.ts';
import { connectionSchema, furtherConnectionSchema, provisionerSchema } from './provisioner-schema.ts';
import type { Walk } from './walk.ts';

/** Stops at the first provisioner that is wrong. */
export function checkProvisioners(
  walk: Walk,
  instance: ModuleInstance,
  declaration: ResourceDeclaration,
  around: Around,
  problems: Diagnostic[],
): void {
  const before = problems.length;
  for (const { type, body, connection } of declaration.provisioners) {
    const schema = provisionerSchema(type);
    if (schema === undefined) continue;
    const config = evaluateBody(walk.evaluator, instance, body, schema, problems, around);
    checkArguments(type, config, problems);
    // The resource's connection is merged with the provisioner's own, which then needs no host of its own, but it does.
    for (const [position, one] of [declaration.connection, connection].filter(isPresent).entries()) {
      const wanted = position === 0 ? connectionSchema : furtherConnectionSchema;
      evaluateBody(walk.evaluator, instance, one, wanted, problems, around);
    }
    if (hasErrorsSince(problems, before)) return;
  }
}

const isPresent = (body: Body | undefined): body is Body => body !== undefined;

function checkArguments(type: string, config: Value, problems: Diagnostic[]): void {
  if (config.state !== 'known') return;
  const isSet = (name: string): boolean => (entriesOf(config).get(name) ?? DYNAMIC_UNKNOWN).state !== 'null';
  if (type === 'file') {
    if (isSet('source') && isSet('content')) {
      problems.push(errorAt('file-provisioner', "Cannot set both 'source' and 'content'", ''));
    } else if (!isSet('source') && !isSet('content')) {
      problems.push(errorAt('file-provisioner', "Must provide one of 'source' or 'content'", ''));
    }
  } else if (type === 'remote-exec') {
    const given = ['inline', 'script', 'scripts'].filter(isSet);
    if (given.length !== 1) {
      const detail = 'One of "inline", "script" and "scripts" is needed, and only one.';
      problems.push(errorAt('remote-exec-provisioner', 'Invalid remote-exec provisioner configuration', detail));
    }
  }
}
