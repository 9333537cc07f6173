/**
 * `relevant_attributes`: every attribute of a resource that contributes to a planned change or output, through locals,
 * variables, module outputs and repetition. Found in the text: which branch of a condition was taken does not matter.
 * The real list has no particular order; this one is sorted.
 */
import { bodyPartialContent, type Expression, type TraversalStep } from '../../hcl/index.ts';
import type { Module, ResourceDeclaration } from '../configuration/model.ts';
import { referencesOf } from '../evaluate/index.ts';
import { formatInstanceKey, formatModuleAddress, formatResourceInModule } from '../instance-address.ts';
import type { InstanceAddress, Plan } from '../plan.ts';
import type { Reference, ReferenceSubject } from '../reference.ts';
import { compileBody, expressionsOf } from '../schema-body/index.ts';
import { type Json, stepKey } from './values.ts';

type ModulePath = InstanceAddress['module'];

/** A reference and where it stands. */
interface Placed {
  readonly path: ModulePath;
  readonly module: Module;
  readonly reference: Reference;
  /** The resource whose body it stands in, for `count.index` and `each`. */
  readonly within: ResourceDeclaration | undefined;
}

export function relevantAttributes(plan: Plan): readonly Json[] {
  const search = new Search(plan);
  for (const { address, action } of plan.changes) {
    if (action === 'no-op') continue;
    const module = moduleAt(plan.configuration.root, address.module);
    const resource = module?.resources.get(formatResourceInModule(address));
    if (module !== undefined && resource !== undefined) search.visitResource(address.module, module, resource);
  }
  const { root } = plan.configuration;
  for (const [name, { value }] of plan.outputs) {
    if (value.state !== 'null') search.visitOutput([], root, name);
  }
  for (const { module: path, name } of plan.moduleOutputs) {
    const module = moduleAt(root, path);
    if (module !== undefined) search.visitOutput(path, module, name);
  }
  search.run();
  return search.result();
}

class Search {
  readonly #plan: Plan;
  readonly #found = new Map<string, Json>();
  readonly #seen = new Set<string>();
  readonly #resources = new Set<string>();
  readonly #pending: Placed[] = [];

  constructor(plan: Plan) {
    this.#plan = plan;
  }

  /** Sorted, and each once. */
  result(): readonly Json[] {
    return [...this.#found].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, json]) => json);
  }

  run(): void {
    for (let placed = this.#pending.pop(); placed !== undefined; placed = this.#pending.pop()) this.#follow(placed);
  }

  /** All that the body of a resource refers to; once for all of its instances in one module instance. */
  visitResource(path: ModulePath, module: Module, resource: ResourceDeclaration): void {
    const key = `${formatModuleAddress(path)} ${resource.address}`;
    if (this.#resources.has(key)) return;
    this.#resources.add(key);
    for (const expression of this.#bodyExpressions(resource)) this.#add(path, module, expression, resource);
  }

  visitOutput(path: ModulePath, module: Module, name: string): void {
    const output = module.outputs.get(name);
    if (output !== undefined) this.#add(path, module, output.expression, undefined);
  }

  #bodyExpressions(resource: ResourceDeclaration): readonly Expression[] {
    const schema = this.#plan.schemas.resource(resource.providerAddress, resource.mode, resource.type);
    return schema === undefined ? [] : expressionsOf(compileBody(resource.body, schema.block));
  }

  #add(path: ModulePath, module: Module, expression: Expression, within: ResourceDeclaration | undefined): void {
    for (const reference of referencesOf(expression).references) {
      const { subject, remaining } = reference;
      const repeats = subject.kind === 'count' || subject.kind === 'each';
      const steps = remaining.map(stepText).join('');
      const place = `${formatModuleAddress(path)}${repeats ? ` ${within?.address}` : ''}`;
      const key = `${place}|${subjectText(subject)}${steps}`;
      if (this.#seen.has(key)) continue;
      this.#seen.add(key);
      if (subject.kind === 'resource') {
        // What is not declared is the iterator of a dynamic block.
        if (!module.resources.has(formatResourceInModule(subject))) continue;
        const prefix = path.length === 0 ? '' : `${formatModuleAddress(path)}.`;
        const resourceText = prefix + formatResourceInModule(subject) + formatInstanceKey(subject.key);
        this.#found.set(key, { resource: resourceText, attribute: remaining.map(stepKey) });
      }
      this.#pending.push({ path, module, reference, within });
    }
  }

  #follow({ path, module, reference, within }: Placed): void {
    const { subject, remaining } = reference;
    switch (subject.kind) {
      case 'local': {
        const local = module.locals.get(subject.name);
        if (local !== undefined) this.#add(path, module, local.expression, undefined);
        return;
      }
      case 'variable':
        this.#followVariable(path, subject.name);
        return;
      case 'module':
        this.#followModule(path, module, subject);
        return;
      case 'resource':
        this.#followResource(path, module, subject, remaining);
        return;
      case 'count':
      case 'each': {
        const repetition = within?.forEach ?? within?.count;
        if (repetition !== undefined) this.#add(path, module, repetition, undefined);
        return;
      }
      default:
        return;
    }
  }

  /** To the argument of the module call. */
  #followVariable(path: ModulePath, name: string): void {
    const last = path.at(-1);
    if (last === undefined) return;
    const callerPath = path.slice(0, -1);
    const caller = moduleAt(this.#plan.configuration.root, callerPath);
    const call = caller?.moduleCalls.get(last.name);
    if (caller === undefined || call === undefined) return;
    const schema = { attributes: [{ name, required: false }], blocks: [] };
    const argument = bodyPartialContent(call.body, schema, []).content.attributes.get(name);
    if (argument !== undefined) this.#add(callerPath, caller, argument.expression, undefined);
  }

  /** A reference to a whole call stands for all of its outputs, in an instance without a key. */
  #followModule(path: ModulePath, module: Module, subject: ReferenceSubject & { readonly kind: 'module' }): void {
    const child = module.children.get(subject.name);
    if (child === undefined) return;
    const childPath = [...path, { name: subject.name, key: subject.key }];
    const names = subject.output === undefined ? child.outputs.keys() : [subject.output];
    for (const name of names) this.visitOutput(childPath, child, name);
  }

  /** Narrowed to one argument where the reference names one. */
  #followResource(
    path: ModulePath,
    module: Module,
    subject: ReferenceSubject & { readonly kind: 'resource' },
    [first]: readonly TraversalStep[],
  ): void {
    const resource = module.resources.get(formatResourceInModule(subject));
    if (resource === undefined) return;
    const schema = this.#plan.schemas.resource(resource.providerAddress, resource.mode, resource.type);
    const name = first === undefined ? undefined : String(stepKey(first));
    if (name === undefined || schema?.block.blocks.has(name) === true) {
      this.visitResource(path, module, resource);
      return;
    }
    if (schema?.block.attributes.has(name) !== true) return;
    const body = compileBody(resource.body, schema.block);
    const argument = body.attributes.find((one) => one.name === name);
    if (argument !== undefined) this.#add(path, module, argument.attribute.expression, resource);
  }
}

function moduleAt(root: Module, path: ModulePath): Module | undefined {
  let module: Module | undefined = root;
  for (const { name } of path) module = module?.children.get(name);
  return module;
}

function subjectText(subject: ReferenceSubject): string {
  switch (subject.kind) {
    case 'resource':
      return `${formatResourceInModule(subject)}${formatInstanceKey(subject.key)}${subject.whole ? ' whole' : ''}`;
    case 'module':
      return `module.${subject.name}${formatInstanceKey(subject.key)}.${subject.output ?? ''}`;
    case 'self':
      return 'self';
    default:
      return `${subject.kind}.${subject.name}`;
  }
}

function stepText(step: TraversalStep): string {
  return step.kind === 'attribute' ? `.${step.name}` : `[${JSON.stringify(stepKey(step))}]`;
}
