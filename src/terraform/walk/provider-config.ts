/** Provider configurations: checked in validate, and made ready for planning and reading in a plan. */
import { known, nullOf, stripMarks, type Value } from '../../cty/index.ts';
import type { Provider, Schema } from '../../provider/index.ts';
import { impliedType } from '../../provider/index.ts';
import { type Diagnostic, hasErrors } from '../../source/index.ts';
import { evaluateBody, hasErrorsSince } from '../evaluate/index.ts';
import { errorAt } from '../problem.ts';
import { compileBody, decodeBody, expandBody, locateDiagnostic } from '../schema-body/index.ts';
import type { ProviderNode } from './graph/nodes.ts';
import { isEmptyBody } from './provider-node.ts';
import { instancesOf, type Walk } from './walk.ts';

export async function visitProvider(walk: Walk, node: ProviderNode, problems: Diagnostic[]): Promise<void> {
  const { address, configuration, module } = node.provider;
  const provider = walk.context.providers(address);
  const schema = walk.schemas.provider(address);
  if (provider === undefined || schema === undefined) return;
  if (walk.mode === 'validate' && (configuration === undefined || isEmptyBody(configuration))) return;
  const [instance] = instancesOf(walk, module);
  if (instance === undefined) return;
  let config: Value;
  if (configuration === undefined) {
    config = implied(schema, node, problems);
  } else {
    config = evaluateBody(walk.evaluator, instance, configuration.body, schema.block, problems);
  }
  if (hasErrors(problems)) return;
  const bare = stripMarks(config);
  const report = (found: Awaited<ReturnType<Provider['validateProvider']>>): void => {
    for (const one of found) {
      if (configuration !== undefined) {
        problems.push(locateDiagnostic(one, configuration.body, node.label));
      } else {
        const { path: _path, placeless: _placeless, ...rest } = one;
        problems.push({ ...rest, address: node.label });
      }
    }
  };
  const checked = provider.validateProvider(bare);
  report(checked instanceof Promise ? await checked : checked);
  if (walk.mode === 'validate') return;
  if (!hasErrors(problems)) {
    const configured = provider.configure(bare);
    const result = configured instanceof Promise ? await configured : configured;
    report(result.diagnostics);
    walk.configured.set(node, result.provider);
  }
  if (hasErrors(problems) && configuration === undefined) problems.push(invalidImplied(node));
}

/** What an absent `provider` block stands for: nothing set, which may be too little. */
function implied(schema: Schema, node: ProviderNode, problems: Diagnostic[]): Value {
  const source = { name: '', text: '' };
  const span = { source, start: 0, end: 0 };
  const empty = {
    kind: 'NativeBody',
    attributes: new Map(),
    blocks: [],
    span,
    missingItemSpan: span,
  } as const;
  const before = problems.length;
  const value = decodeBody(expandBody(compileBody(empty, schema.block), undefined), undefined, problems);
  if (hasErrorsSince(problems, before)) {
    for (let i = before; i < problems.length; i++) {
      const { span: _nowhere, context: _around, ...rest } = problems[i] as Diagnostic;
      problems[i] = rest;
    }
    problems.push(invalidImplied(node));
  }
  return value.state === 'known' ? known(value.type, value.data) : nullOf(impliedType(schema.block));
}

function invalidImplied({ provider }: ProviderNode): Diagnostic {
  const detail = `The provider ${provider.address} needs configuration, but there is no provider block for it.`;
  return errorAt('invalid-provider-configuration', 'Invalid provider configuration', detail);
}
