/** The checks that every provider makes by its framework (SDKv2 or the plugin framework), which the schema alone decides. */
import { elementsOf, entriesOf, type Value } from '../../cty/index.ts';
import { bracketedPath, dottedPath } from '../facts/index.ts';
import type { PathStep, ProviderDiagnostic, ResourceMode } from '../provider.ts';
import type { AttributeSchema, BlockSchema, Schema } from '../schema.ts';

/** Which of the two Go libraries a resource was written with: their checks and plans differ. */
export type Style = 'sdk' | 'framework';

/** SDKv2 adds an `id` that is optional and computed; with the framework it is computed alone, or absent. */
export function styleOf(schema: Schema): Style {
  const id = schema.block.attributes.get('id');
  return id !== undefined && (id.optional || id.required) ? 'sdk' : 'framework';
}

export function checkSchemaRules(
  mode: ResourceMode,
  schema: Schema,
  style: Style,
  config: Value,
): ProviderDiagnostic[] {
  const found: ProviderDiagnostic[] = [];
  if (config.state !== 'known') return found;
  if (schema.block.deprecated) {
    const kind = mode === 'data' ? 'Data Source' : 'Resource';
    found.push(
      style === 'sdk'
        ? warning('Deprecated Resource', 'The provider announces that this resource type will go away.', [])
        : warning(`${kind} Deprecated`, 'The provider announces that this type will go away.', []),
    );
  }
  if (style === 'sdk' && mode === 'managed') {
    const id = schema.block.attributes.get('id');
    const value = entriesOf(config).get('id');
    if (id?.optional && id.computed && value !== undefined && value.state !== 'null') {
      found.push({
        severity: 'error',
        summary: 'Invalid or unknown key',
        detail: '',
        code: 'provider/unknown-key',
        path: [{ kind: 'attribute', name: 'id' }],
      });
    }
  }
  checkBlock(schema.block, config, style, [], found);
  return found;
}

function checkBlock(
  block: BlockSchema,
  value: Value,
  style: Style,
  path: PathStep[],
  found: ProviderDiagnostic[],
): void {
  if (value.state !== 'known') return;
  for (const [name, member] of entriesOf(value)) {
    const attribute = block.attributes.get(name);
    if (attribute !== undefined) {
      path.push({ kind: 'attribute', name });
      checkAttribute(attribute, member, style, path, found);
      path.pop();
      continue;
    }
    const nested = block.blocks.get(name);
    if (nested === undefined || member.state !== 'known') continue;
    path.push({ kind: 'attribute', name });
    if (nested.block.deprecated && (!Array.isArray(member.data) || member.data.length > 0)) {
      found.push(deprecated(style, path, false));
    }
    eachElement(member, path, (element) => checkBlock(nested.block, element, style, path, found));
    path.pop();
  }
}

function checkAttribute(
  attribute: AttributeSchema,
  value: Value,
  style: Style,
  path: PathStep[],
  found: ProviderDiagnostic[],
): void {
  if (value.state === 'null') {
    if (attribute.required) found.push(missing(style, path));
    return;
  }
  if (attribute.computed && !attribute.optional && !attribute.required) {
    found.push(readOnly(style, path));
    return;
  }
  if (attribute.deprecated) found.push(deprecated(style, path, true));
  const { nested } = attribute;
  if (nested === undefined || value.state !== 'known') return;
  eachElement(value, path, (element) => {
    if (element.state !== 'known') return;
    for (const [name, member] of entriesOf(element)) {
      const inner = nested.attributes.get(name);
      if (inner === undefined) continue;
      path.push({ kind: 'attribute', name });
      checkAttribute(inner, member, style, path, found);
      path.pop();
    }
  });
}

function eachElement(value: Value, path: PathStep[], visit: (element: Value) => void): void {
  if (value.state !== 'known') return;
  if (value.type.kind === 'object') {
    visit(value);
    return;
  }
  if (value.data instanceof Map) {
    for (const [key, element] of entriesOf(value)) {
      path.push({ kind: 'index', key });
      visit(element);
      path.pop();
    }
    return;
  }
  for (const [index, element] of elementsOf(value).entries()) {
    path.push(value.type.kind === 'set' ? { kind: 'element', value: element } : { kind: 'index', key: index });
    visit(element);
    path.pop();
  }
}

function missing(style: Style, path: readonly PathStep[]): ProviderDiagnostic {
  return style === 'sdk'
    ? error(
        'Missing required argument',
        `"${dottedPath(path)}" must have a value; it is null here.`,
        path,
        'provider/missing-argument',
      )
    : error(
        'Missing Configuration for Required Attribute',
        `${bracketedPath(path)} must have a value; it is null here.`,
        path,
        'provider/missing-argument',
      );
}

function readOnly(style: Style, path: readonly PathStep[]): ProviderDiagnostic {
  return style === 'sdk'
    ? error(
        'Value for unconfigurable attribute',
        `"${dottedPath(path)}" is decided by the provider when the configuration is applied; remove this line.`,
        path,
        'provider/read-only-attribute',
      )
    : error(
        'Invalid Configuration for Read-Only Attribute',
        `${bracketedPath(path)} is read-only; remove this line.`,
        path,
        'provider/read-only-attribute',
      );
}

function deprecated(style: Style, path: readonly PathStep[], attribute: boolean): ProviderDiagnostic {
  const title = style === 'sdk' ? 'Argument is deprecated' : attribute ? 'Attribute Deprecated' : 'Block Deprecated';
  return warning(title, `The provider announces that ${dottedPath(path)} will go away.`, path);
}

function error(summary: string, detail: string, path: readonly PathStep[], code: string): ProviderDiagnostic {
  return { severity: 'error', summary, detail, code, path: [...path] };
}

function warning(summary: string, detail: string, path: readonly PathStep[]): ProviderDiagnostic {
  return {
    severity: 'warning',
    summary,
    detail,
    code: 'provider/deprecated',
    ...(path.length > 0 && { path: [...path] }),
  };
}
