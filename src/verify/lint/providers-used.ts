/** Which providers a module uses, by local name, and what it says of them in required_providers. */
import { type Block, type Expression, mapOfExpressions, traversalOf } from '../../hcl/index.ts';
import type { Span } from '../../source/index.ts';
import { attributeOf, blocksOf, type LintModule, literalText, nestedBlocks } from './module.ts';

/** Where each provider is used first. */
export function providersUsed(module: LintModule): ReadonlyMap<string, Span> {
  const used = new Map<string, Span>();
  const use = (name: string | undefined, span: Span) => {
    if (name !== undefined && !used.has(name)) used.set(name, span);
  };
  for (const block of module.blocks) {
    switch (block.type) {
      case 'resource':
      case 'data':
      case 'ephemeral':
        useOfResource(block, use);
        break;
      case 'provider':
        use(block.labels[0]?.value, block.headerSpan);
        break;
      case 'check':
        for (const nested of block.body.kind === 'NativeBody' ? block.body.blocks : []) {
          if (nested.type === 'data') useOfResource(nested, use);
        }
        break;
      case 'module':
        for (const { value } of pairsOf(attributeOf(block.body, 'providers')?.expression)) {
          use(traversalOf(value).value?.root, value.span);
        }
        break;
    }
  }
  for (const expression of module.expressions) {
    for (const [, name] of textOf(expression).matchAll(/\bprovider::([\w-]+)::/g)) use(name, expression.span);
  }
  return used;
}

function useOfResource({ body, labels, headerSpan }: Block, use: (name: string | undefined, span: Span) => void): void {
  const written = attributeOf(body, 'provider');
  const named = written === undefined ? undefined : traversalOf(written.expression).value?.root;
  use(named ?? labels[0]?.value.split('_')[0], headerSpan);
}

function textOf({ span: { source, start, end } }: Expression): string {
  return source.text.slice(start, end);
}

export interface Requirement {
  readonly name: string;
  readonly span: Span;
  readonly source: boolean;
  readonly version: boolean;
  readonly aliases: boolean;
}

export function requirementsOf(module: LintModule): readonly Requirement[] {
  const bodies = blocksOf(module, 'terraform').flatMap(({ body }) => nestedBlocks(body, 'required_providers'));
  return bodies.flatMap(({ body }) => {
    const attributes = body.kind === 'NativeBody' ? body.attributes : new Map();
    const names = body.kind === 'NativeBody' ? [...attributes.keys()] : jsonNames(body);
    return names.flatMap((name) => {
      const attribute = attributeOf(body, name);
      return attribute === undefined ? [] : [requirement(name, attribute.span, attribute.expression)];
    });
  });
}

function jsonNames(body: Block['body']): readonly string[] {
  return body.kind === 'JsonBody' && body.value.kind === 'JsonObject' ? body.value.members.map(({ name }) => name) : [];
}

/** `aws = "~> 5.0"` is the old form, which names no source. */
function requirement(name: string, span: Span, expression: Expression): Requirement {
  if (literalText(expression) !== undefined) return { name, span, source: false, version: true, aliases: false };
  const keys = new Set(pairsOf(expression).map(({ name: key }) => key));
  return {
    name,
    span,
    source: keys.has('source'),
    version: keys.has('version'),
    aliases: keys.has('configuration_aliases'),
  };
}

function pairsOf(expression: Expression | undefined): readonly { readonly name: string; readonly value: Expression }[] {
  if (expression === undefined) return [];
  return (mapOfExpressions(expression).value ?? []).map(({ key, value }) => ({
    name: literalText(key) ?? textOf(key),
    value,
  }));
}
