/**
 * Reads provider schemas out of CDKTF bindings packages. Their JavaScript ends in a source map that holds the generated
 * TypeScript, where before every attribute and block stands `// name - computed: …, optional: …, required: …`; types
 * show in the mappers and getters. What comes out is the form of `terraform providers schema -json`.
 */
import type {
  AttributeJson,
  BlockJson,
  FunctionJson,
  NestedBlockJson,
  ProviderSchemaJson,
  SchemaJson,
  TypeJson,
} from '../../src/provider/pack/index.ts';
import { filesOfTarball } from './tarball.ts';

interface Member {
  readonly name: string;
  readonly computed: boolean;
  readonly optional: boolean;
  readonly required: boolean;
  readonly writeOnly: boolean;
  /** The class of a structure's accessor: `XList`, `XMap`, `XOutputReference`, or one of the library's own. */
  readonly accessor?: { readonly name: string; readonly set: boolean };
  /** The getter's call, such as `getNumberAttribute`. */
  readonly getter?: string;
  readonly getterIsSet: boolean;
}

interface ClassTable {
  readonly kind?: 'resource' | 'data' | 'ephemeral' | 'provider';
  readonly typeName?: string;
  readonly members: readonly Member[];
  readonly mappers: ReadonlyMap<string, string>;
  readonly hclTypes: ReadonlyMap<string, string>;
  readonly blockDocs: ReadonlySet<string>;
  readonly single?: 'max-one' | 'single';
}

interface Folder {
  readonly classes: Map<string, ClassTable>;
  /** `xToTerraform` → the mappers of its members. */
  readonly mapperFunctions: Map<string, ReadonlyMap<string, string>>;
  readonly mapperTypes: Map<string, ReadonlyMap<string, string>>;
  readonly interfaces: Map<
    string,
    { readonly blocks: ReadonlySet<string>; readonly optional: ReadonlyMap<string, boolean> }
  >;
}

export interface Bindings {
  readonly version: string;
  readonly schema: ProviderSchemaJson;
}

export async function readBindings(tarball: string): Promise<Bindings> {
  const folders = new Map<string, Folder>();
  let version = '';
  let functions: Record<string, FunctionJson> = {};
  const isSource = (name: string): boolean =>
    /^package\/lib\/.+\.js$/.test(name) && !/^package\/lib\/[^/]+\.js$/.test(name);
  for await (const { name, text } of filesOfTarball(tarball, isSource)) {
    const source = sourceOf(text);
    if (source === undefined) continue;
    version = /providerVersion: '([^']+)'/.exec(source)?.[1] ?? version;
    const key = name.split('/')[2] as string;
    if (key === 'provider-functions') {
      functions = readFunctions(source);
      continue;
    }
    let folder = folders.get(key);
    if (folder === undefined) {
      folder = { classes: new Map(), mapperFunctions: new Map(), mapperTypes: new Map(), interfaces: new Map() };
      folders.set(key, folder);
    }
    readSource(source, folder);
  }
  const nestedTypes = [...folders.values()].some(hasMixedFlags);
  const schema = {
    provider: {} as SchemaJson,
    resource_schemas: {} as Record<string, SchemaJson>,
    data_source_schemas: {} as Record<string, SchemaJson>,
    ephemeral_resource_schemas: {} as Record<string, SchemaJson>,
    functions,
  };
  for (const folder of folders.values()) {
    for (const table of folder.classes.values()) {
      if (table.kind === undefined) continue;
      const block = blockOf(table, folder, nestedTypes, [], interfaceOfConfig(table, folder));
      if (table.kind === 'provider') {
        const { alias: _added, ...attributes } = block.attributes ?? {};
        schema.provider = { version: 0, block: { ...block, attributes } };
        continue;
      }
      const target =
        table.kind === 'resource'
          ? schema.resource_schemas
          : table.kind === 'data'
            ? schema.data_source_schemas
            : schema.ephemeral_resource_schemas;
      target[table.typeName as string] = { version: 0, block };
    }
  }
  return { version, schema };
}

function sourceOf(javascript: string): string | undefined {
  const map = /sourceMappingURL=data:application\/json;base64,([A-Za-z0-9+/=]+)/.exec(javascript)?.[1];
  if (map === undefined) return undefined;
  return (JSON.parse(Buffer.from(map, 'base64').toString('utf8')) as { sourcesContent: string[] }).sourcesContent[0];
}

const KINDS: Readonly<Record<string, ClassTable['kind']>> = {
  TerraformResource: 'resource',
  TerraformDataSource: 'data',
  TerraformEphemeralResource: 'ephemeral',
  TerraformProvider: 'provider',
};

function readSource(source: string, folder: Folder): void {
  const starts = [
    ...source.matchAll(
      /^export (?:(class) (\w+) extends cdktn?f?\.(\w+)|(interface) (\w+)|(function) (\w+)ToTerraform|(function) (\w+)ToHclTerraform)/gm,
    ),
  ];
  for (const [index, match] of starts.entries()) {
    const body = source.slice(match.index, starts[index + 1]?.index ?? source.length);
    if (match[1] === 'class') folder.classes.set(match[2] as string, readClass(body, match[3] as string));
    else if (match[4] === 'interface') folder.interfaces.set(match[5] as string, readInterface(body));
    else if (match[6] === 'function') folder.mapperFunctions.set(match[7] as string, readMappers(body));
    else folder.mapperTypes.set(match[9] as string, readHclTypes(body));
  }
}

const FLAGS = /^ {2}\/\/ (\S+) - computed: (true|false), optional: (true|false), required: (true|false)$/gm;

function readClass(body: string, base: string): ClassTable {
  const flags = [...body.matchAll(FLAGS)];
  const synthesis = body.indexOf('// SYNTHESIS');
  const members = flags.map((match, index): Member => {
    const end = flags[index + 1]?.index ?? (synthesis === -1 ? body.length : synthesis);
    const text = body.slice(match.index, end);
    const accessor = /= new (?:cdktn?f?\.)?(\w+)\(this, "[^"]*"(?:, (true|false))?\)/.exec(text);
    const getter =
      /return (cdktn?f?\.Fn\.tolist\()?(?:cdktn?f?\.Token\.\w+\((?:cdktn?f?\.Fn\.tolist\()?)?this\.(\w+)\('/.exec(text);
    return {
      name: match[1] as string,
      computed: match[2] === 'true',
      optional: match[3] === 'true',
      required: match[4] === 'true',
      writeOnly: text.includes('@deprecated Write-only:'),
      ...(accessor !== null && { accessor: { name: accessor[1] as string, set: accessor[2] === 'true' } }),
      ...(getter !== null && { getter: getter[2] as string }),
      getterIsSet: text.includes('Fn.tolist('),
    };
  });
  const kind = KINDS[base];
  const typeName = /static readonly tfResourceType = "([^"]+)"/.exec(body)?.[1];
  const hclStart = body.indexOf('synthesizeHclAttributes');
  const attributes = body.indexOf('synthesizeAttributes');
  return {
    ...(kind && { kind }),
    ...(typeName && { typeName }),
    members,
    mappers:
      attributes === -1 ? new Map() : readMappers(body.slice(attributes, hclStart === -1 ? body.length : hclStart)),
    hclTypes: hclStart === -1 ? new Map() : readHclTypes(body.slice(hclStart)),
    blockDocs: new Set(),
    ...(/super\(terraformResource, terraformAttribute, false, 0\)/.test(body)
      ? { single: 'max-one' as const }
      : /super\(terraformResource, terraformAttribute, false\)/.test(body)
        ? { single: 'single' as const }
        : {}),
  };
}

/** `name: struct… ? null : MAPPER(…),` or `name: MAPPER(this._x),` */
function readMappers(body: string): ReadonlyMap<string, string> {
  const mappers = new Map<string, string>();
  for (const match of body.matchAll(
    /^ {4,6}(?:'([^']+)'|"([^"]+)"|(\w+)): (?:struct!?\.\w+ === undefined \? null : )?(.*),$/gm,
  )) {
    mappers.set((match[1] ?? match[2] ?? match[3]) as string, match[4] as string);
  }
  return mappers;
}

function readHclTypes(body: string): ReadonlyMap<string, string> {
  const types = new Map<string, string>();
  for (const match of body.matchAll(/^ {4,6}(\S+): \{\n[^\n]*\n\s*isBlock: \w+,\n\s*type: "(\w+)"/gm))
    types.set(match[1] as string, match[2] as string);
  return types;
}

/** Which properties are documented as `x block`, and which may be left out. */
function readInterface(body: string): { blocks: ReadonlySet<string>; optional: ReadonlyMap<string, boolean> } {
  const blocks = new Set<string>();
  const optional = new Map<string, boolean>();
  for (const match of body.matchAll(/^ {2}\* (\w+) block$/gm)) blocks.add(match[1] as string);
  for (const match of body.matchAll(/#(\w+) [^\n]*\}\n(?:(?! {2}readonly)[^\n]*\n)* {2}readonly \w+(\??):/g))
    optional.set(match[1] as string, match[2] === '?');
  return { blocks, optional };
}

function interfaceOfConfig(table: ClassTable, folder: Folder): ReadonlySet<string> {
  for (const [name, shape] of folder.interfaces)
    if (name.endsWith('Config') && table.kind !== undefined) return shape.blocks;
  return new Set();
}

/** Structure names of an accessor class: `FooList` → `Foo`. */
function structName(accessor: string): string {
  return accessor.replace(/(?:OutputReference|List|Map)$/, '');
}

/** Whether some structure attribute's members have other flags than itself: only protocol 6 has such. */
function hasMixedFlags(folder: Folder): boolean {
  for (const table of folder.classes.values()) {
    const docs = table.kind !== undefined ? interfaceOfConfig(table, folder) : new Set<string>();
    for (const member of table.members) {
      if (member.accessor === undefined) continue;
      const inner = folder.classes.get(`${structName(member.accessor.name)}OutputReference`);
      if (inner === undefined || docs.has(member.name) || !isAttribute(table, member, inner, folder, docs)) continue;
      const differs = inner.members.some(
        (child) =>
          (child.required && !member.required) ||
          (child.optional && !member.optional) ||
          (member.optional && !member.computed && child.computed && !child.optional),
      );
      if (differs && table.kind !== undefined) return true;
    }
  }
  return false;
}

function isAttribute(
  table: ClassTable,
  member: Member,
  inner: ClassTable,
  folder: Folder,
  docs: ReadonlySet<string>,
): boolean {
  if (docs.has(member.name)) return false;
  if (inner.single === 'max-one') return false;
  const mapper = table.mappers.get(member.name);
  if (mapper !== undefined && /Mapper\(\w+ToTerraform, true\)/.test(mapper)) return false;
  void folder;
  return true;
}

function blockOf(
  table: ClassTable,
  folder: Folder,
  nestedTypes: boolean,
  trail: readonly string[],
  docs: ReadonlySet<string>,
): BlockJson {
  const attributes: Record<string, AttributeJson> = {};
  const blocks: Record<string, NestedBlockJson> = {};
  for (const member of table.members) {
    const struct = member.accessor === undefined ? undefined : structName(member.accessor.name);
    const inner = struct === undefined ? undefined : folder.classes.get(`${struct}OutputReference`);
    if (struct !== undefined && inner !== undefined) {
      if (trail.includes(struct)) continue;
      const innerDocs = folder.interfaces.get(struct)?.blocks ?? new Set<string>();
      const deeper = [...trail, struct];
      const list = (member.accessor as { name: string }).name;
      const nesting =
        list.endsWith('Map') && folder.classes.has(list)
          ? 'map'
          : inner.single !== undefined
            ? 'single'
            : member.accessor?.set === true || table.hclTypes.get(member.name) === 'set'
              ? 'set'
              : 'list';
      if (isAttribute(table, member, inner, folder, docs) && !docs.has(member.name)) {
        const block = blockOf(inner, folder, nestedTypes, deeper, innerDocs);
        attributes[member.name] = nestedTypes
          ? { ...flagsOf(member), nested_type: { nesting_mode: nesting, attributes: asAttributes(block) } }
          : { ...flagsOf(member), type: objectType(block, nesting) };
        continue;
      }
      const block = blockOf(inner, folder, nestedTypes, deeper, innerDocs);
      blocks[member.name] =
        inner.single === 'single'
          ? { nesting_mode: 'single', block }
          : {
              nesting_mode:
                inner.single === 'max-one' ? (table.hclTypes.get(member.name) === 'set' ? 'set' : 'list') : nesting,
              block,
              ...(member.required && { min_items: 1 }),
              ...(inner.single === 'max-one' && { max_items: 1 }),
            };
      continue;
    }
    const mapper = table.mappers.get(member.name);
    const called =
      mapper === undefined
        ? null
        : /(?:^|\()(\w+)ToTerraform[(,)]/.exec(mapper.replace(/cdktn?f?\.\w+ToTerraform/g, ''));
    if (called !== null && mapper !== undefined && folder.mapperFunctions.has(called[1] as string)) {
      blocks[member.name] = {
        nesting_mode: table.hclTypes.get(member.name) === 'set' ? 'set' : 'list',
        block: blockOfFunction(called[1] as string, folder, trail),
        ...(member.required && { min_items: 1 }),
        ...(!/Mapper\(/.test(mapper) && { max_items: 1 }),
      };
      continue;
    }
    attributes[member.name] = {
      ...flagsOf(member),
      type: typeOf(table, member),
      ...(member.writeOnly && { write_only: true }),
    };
  }
  return {
    ...(Object.keys(attributes).length > 0 && { attributes }),
    ...(Object.keys(blocks).length > 0 && { block_types: blocks }),
  };
}

/** Blocks inside a provider's own configuration have no accessor class, only a mapper. */
function blockOfFunction(name: string, folder: Folder, trail: readonly string[]): BlockJson {
  const mappers = folder.mapperFunctions.get(name) ?? new Map<string, string>();
  const types = folder.mapperTypes.get(name) ?? new Map<string, string>();
  const shape = folder.interfaces.get(name.charAt(0).toUpperCase() + name.slice(1));
  const attributes: Record<string, AttributeJson> = {};
  const blocks: Record<string, NestedBlockJson> = {};
  for (const [member, mapper] of mappers) {
    const required = shape?.optional.get(member) === false;
    const called = /(?:^|\()(\w+)ToTerraform[(,)]/.exec(mapper.replace(/cdktn?f?\.\w+ToTerraform/g, ''))?.[1];
    if (called !== undefined && folder.mapperFunctions.has(called)) {
      if (trail.includes(called)) continue;
      blocks[member] = {
        nesting_mode: types.get(member) === 'set' ? 'set' : 'list',
        block: blockOfFunction(called, folder, [...trail, called]),
        ...(required && { min_items: 1 }),
        ...(!/Mapper\(/.test(mapper) && { max_items: 1 }),
      };
      continue;
    }
    attributes[member] = {
      ...(required ? { required: true } : { optional: true }),
      type: typeOfMapper(mapper, types.get(member) === 'set'),
    };
  }
  return {
    ...(Object.keys(attributes).length > 0 && { attributes }),
    ...(Object.keys(blocks).length > 0 && { block_types: blocks }),
  };
}

function flagsOf(member: Member): AttributeJson {
  return {
    ...(member.required && { required: true }),
    ...(member.optional && { optional: true }),
    ...(member.computed && { computed: true }),
  };
}

function asAttributes(block: BlockJson): Record<string, AttributeJson> {
  const attributes: Record<string, AttributeJson> = { ...block.attributes };
  for (const [name, nested] of Object.entries(block.block_types ?? {})) {
    attributes[name] = {
      optional: true,
      nested_type: {
        nesting_mode: nested.max_items === 1 ? 'single' : nested.nesting_mode,
        attributes: asAttributes(nested.block),
      },
    };
  }
  return attributes;
}

function objectType(block: BlockJson, nesting: string): TypeJson {
  const members: Record<string, TypeJson> = {};
  for (const [name, attribute] of Object.entries(block.attributes ?? {})) members[name] = attribute.type ?? 'dynamic';
  for (const [name, nested] of Object.entries(block.block_types ?? {})) {
    members[name] = objectType(nested.block, nested.nesting_mode === 'single' ? 'list' : nested.nesting_mode);
  }
  const object: TypeJson = ['object', members];
  return nesting === 'single' ? object : [nesting as 'list' | 'set' | 'map', object];
}

function typeOf(table: ClassTable, member: Member): TypeJson {
  const set = table.hclTypes.get(member.name) === 'set' || member.getterIsSet || member.accessor?.set === true;
  const mapper = table.mappers.get(member.name);
  if (mapper !== undefined && /ToTerraform/.test(mapper)) return typeOfMapper(mapper, set);
  if (member.accessor !== undefined) return typeOfAccessor(member.accessor.name, set);
  const list = (element: TypeJson): TypeJson => [set ? 'set' : 'list', element];
  switch (member.getter) {
    case 'getStringAttribute':
      return 'string';
    case 'getNumberAttribute':
      return 'number';
    case 'getBooleanAttribute':
      return 'bool';
    case 'getListAttribute':
      return list('string');
    case 'getNumberListAttribute':
      return list('number');
    case 'getStringMapAttribute':
      return ['map', 'string'];
    case 'getNumberMapAttribute':
      return ['map', 'number'];
    case 'getBooleanMapAttribute':
      return ['map', 'bool'];
    default:
      return 'dynamic';
  }
}

function typeOfMapper(mapper: string, set: boolean): TypeJson {
  const text = mapper.replace(/^cdktn?f?\./, '');
  const outer = /^(listMapper|hashMapper)\(/.exec(text)?.[1];
  if (outer === undefined) {
    const name = /^(\w+)ToTerraform/.exec(text)?.[1];
    return name === 'string' ? 'string' : name === 'number' ? 'number' : name === 'boolean' ? 'bool' : 'dynamic';
  }
  const element = typeOfMapper(text.slice(outer.length + 1), false);
  if (outer === 'listMapper') return [set ? 'set' : 'list', element];
  return element === 'dynamic' ? 'dynamic' : ['map', element];
}

function typeOfAccessor(name: string, set: boolean): TypeJson {
  const list = (element: TypeJson): TypeJson => [set ? 'set' : 'list', element];
  switch (name) {
    case 'StringMap':
      return ['map', 'string'];
    case 'NumberMap':
      return ['map', 'number'];
    case 'BooleanMap':
      return ['map', 'bool'];
    case 'BooleanList':
      return list('bool');
    case 'NumberList':
      return list('number');
    case 'StringMapList':
      return list(['map', 'string']);
    case 'StringListMap':
      return ['map', ['list', 'string']];
    default:
      return 'dynamic';
  }
}

/** Provider functions, in packages that are new enough to have them. Result types other than primitives are `dynamic`. */
function readFunctions(source: string): Record<string, FunctionJson> {
  const functions: Record<string, FunctionJson> = {};
  const docs =
    /\/\*\*\n((?: {2}\*[^\n]*\n)+?) {2}\*\/\n {2}public \w+\([^)]*\)[^{]*\{\n[^\n]*invoke\(this\.providerLocalName, "(\w+)"/g;
  for (const match of source.matchAll(docs)) {
    const doc = match[1] as string;
    const scalar = (type: string | undefined): TypeJson =>
      type === 'string' ? 'string' : type === 'number' ? 'number' : type === 'boolean' ? 'bool' : 'dynamic';
    functions[match[2] as string] = {
      return_type: scalar(/@returns \{(\w+)\}/.exec(doc)?.[1]),
      parameters: [...doc.matchAll(/@param \{([^}]+)\} (\w+)/g)].map((parameter) => ({
        name: (parameter[2] as string).replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
        type: scalar(parameter[1]),
      })),
    };
  }
  return functions;
}
