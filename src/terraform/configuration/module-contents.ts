/**
 * The files of one folder as one module: declarations gathered, names that occur twice refused, override files applied.
 */
import { type Diagnostic, hasErrors, type Source, type Span } from '../../source/index.ts';
import { resourceAddressText } from './address.ts';
import type { WrittenCheck } from './check-block.ts';
import { type ConfigurationFile, configurationFile } from './file.ts';
import type {
  BackendDeclaration,
  CheckBlock,
  Module,
  ProviderConfiguration,
  ProviderRequirement,
  ResourceDeclaration,
} from './model.ts';
import type { WrittenModuleCall } from './module-call.ts';
import { overriddenCall, overriddenProvider, overriddenResource } from './override.ts';
import { mistake } from './problem.ts';
import { impliedProviderAddress, parseProviderPart } from './provider-address.ts';
import { providerKey } from './provider-block.ts';
import type { RequiredProvidersBlock } from './required-providers.ts';
import type { WrittenResource } from './resource-block.ts';
import { declaredOutput, overriddenOutput } from './value-blocks.ts';
import { declaredVariable, overriddenVariable } from './variable-block.ts';

/** A module apart from its place in the tree. */
export interface ModuleContents extends Omit<Module, 'path' | 'directory' | 'children'> {
  readonly moduleCalls: ReadonlyMap<string, WrittenModuleCall>;
  /** Of the `required_providers` block, where there is one. */
  readonly requiredProvidersSpan: Span | undefined;
  readonly hasErrors: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

type Building<K extends keyof Module> = Module[K] extends ReadonlyMap<string, infer V> ? Map<string, V> : never;

/** The module under construction: the one mutable thing here, and it does not leave this file. */
interface Builder {
  readonly problems: Diagnostic[];
  coreVersions: readonly Module['coreVersions'][number][];
  backend: BackendDeclaration | undefined;
  cloud: BackendDeclaration | undefined;
  readonly requiredProviders: Building<'requiredProviders'>;
  requiredProvidersBlock: RequiredProvidersBlock | undefined;
  readonly providerMetas: Module['providerMetas'][number][];
  readonly providerConfigurations: Building<'providerConfigurations'>;
  readonly variables: Building<'variables'>;
  readonly locals: Building<'locals'>;
  readonly outputs: Building<'outputs'>;
  readonly moduleCalls: Map<string, WrittenModuleCall>;
  readonly resources: Map<string, WrittenResource>;
  readonly checks: Map<string, WrittenCheck>;
  readonly moved: Module['moved'][number][];
  readonly imports: Module['imports'][number][];
  readonly removed: Module['removed'][number][];
}

function newBuilder(): Builder {
  return {
    problems: [],
    coreVersions: [],
    backend: undefined,
    cloud: undefined,
    requiredProviders: new Map(),
    requiredProvidersBlock: undefined,
    providerMetas: [],
    providerConfigurations: new Map(),
    variables: new Map(),
    locals: new Map(),
    outputs: new Map(),
    moduleCalls: new Map(),
    resources: new Map(),
    checks: new Map(),
    moved: [],
    imports: [],
    removed: [],
  };
}

export function moduleContents(primary: readonly Source[], override: readonly Source[]): ModuleContents {
  const module = newBuilder();
  const files = primary.map((source) => configurationFile(source, false, module.problems));
  const overrides = override.map((source) => configurationFile(source, true, module.problems));
  gatherRequiredProviders(module, files, overrides);
  for (const file of files) append(module, file);
  for (const file of overrides) merge(module, file);
  return finished(module);
}

function gatherRequiredProviders(
  module: Builder,
  files: readonly ConfigurationFile[],
  overrides: readonly ConfigurationFile[],
): void {
  for (const { requiredProviders } of files) {
    for (const block of requiredProviders) {
      if (module.requiredProvidersBlock !== undefined) {
        module.problems.push(
          duplicate('Duplicate required providers configuration', 'required_providers block', block.block.headerSpan),
        );
        continue;
      }
      module.requiredProvidersBlock = block;
      for (const [name, requirement] of block.requirements) module.requiredProviders.set(name, requirement);
    }
  }
  for (const { requiredProviders } of overrides) {
    for (const block of requiredProviders) {
      for (const [name, requirement] of block.requirements) module.requiredProviders.set(name, requirement);
    }
  }
}

function duplicate(title: string, what: string, span: Span, code?: string): Diagnostic {
  const detail = `There is another ${what} in this module.`;
  return mistake(title, detail, span, code === undefined ? {} : { code });
}

function append(module: Builder, file: ConfigurationFile): void {
  const { problems } = module;
  module.coreVersions = [...module.coreVersions, ...file.coreVersions];
  for (const backend of file.backends) {
    if (module.backend === undefined) module.backend = backend;
    else problems.push(duplicate('Duplicate backend configuration', 'backend block', backend.span));
  }
  for (const cloud of file.clouds) {
    if (module.cloud === undefined) module.cloud = cloud;
    else problems.push(duplicate('Duplicate HCP Terraform configurations', 'cloud block', cloud.span));
  }
  if (module.backend !== undefined && module.cloud !== undefined) {
    problems.push(
      mistake(
        'Both a backend and cloud configuration are present',
        'A module has a backend block or a cloud block, not both.',
        module.backend.span,
      ),
    );
  }
  for (const provider of file.providers) {
    const key = providerKey(provider.localName, provider.alias);
    if (module.providerConfigurations.has(key)) {
      problems.push(
        duplicate('Duplicate provider configuration', `configuration of the provider ${key}`, provider.span),
      );
    } else module.providerConfigurations.set(key, provider);
  }
  for (const meta of file.providerMetas) {
    if (module.providerMetas.some(({ localName }) => localName === meta.localName)) {
      problems.push(duplicate('Duplicate provider_meta block', `provider_meta block for ${meta.localName}`, meta.span));
    } else module.providerMetas.push(meta);
  }
  for (const variable of file.variables) {
    if (module.variables.has(variable.name)) {
      problems.push(duplicate('Duplicate variable declaration', `variable "${variable.name}"`, variable.span));
    }
    module.variables.set(variable.name, declaredVariable(variable));
  }
  for (const local of file.locals) {
    if (module.locals.has(local.name)) {
      problems.push(duplicate('Duplicate local value definition', `local value "${local.name}"`, local.span));
    }
    module.locals.set(local.name, local);
  }
  for (const output of file.outputs) {
    if (module.outputs.has(output.name)) {
      problems.push(duplicate('Duplicate output definition', `output "${output.name}"`, output.span));
    }
    module.outputs.set(output.name, declaredOutput(output));
  }
  for (const call of file.moduleCalls) {
    if (module.moduleCalls.has(call.name)) {
      problems.push(duplicate('Duplicate module call', `call named "${call.name}"`, call.span));
    }
    module.moduleCalls.set(call.name, call);
  }
  for (const resource of file.resources) appendResource(module, resource);
  for (const check of file.checks) {
    if (check.data !== undefined) appendResource(module, check.data);
    if (module.checks.has(check.name)) {
      problems.push(
        duplicate(
          `Duplicate check "${check.name}" configuration`,
          `check named "${check.name}"`,
          check.span,
          'terraform/duplicate-check',
        ),
      );
    }
    module.checks.set(check.name, check);
  }
  module.moved.push(...file.moved);
  for (const block of file.imports) {
    const address = resourceAddressText(block.resource);
    if (sameImport(module.imports, block)) {
      problems.push(
        duplicate(
          `Duplicate import configuration for "${address}"`,
          `import block for ${address}`,
          block.to.span,
          'terraform/duplicate-import',
        ),
      );
      continue;
    }
    module.imports.push(block);
  }
  module.removed.push(...file.removed);
}

/** Whether two imports are surely for the same instance: the same address, written without computed parts. */
function sameImport(imports: Module['imports'], block: Module['imports'][number]): boolean {
  if (block.forEach !== undefined || block.to.kind !== 'Traversal') return false;
  const text = (expression: Module['imports'][number]['to']) => {
    const { source, start, end } = expression.span;
    return source.text.slice(start, end).replace(/\s/g, '');
  };
  return imports.some(
    (other) => other.forEach === undefined && other.to.kind === 'Traversal' && text(other.to) === text(block.to),
  );
}

const MODE_WORDS = { managed: 'resource', data: 'data', ephemeral: 'ephemeral' } as const;

function appendResource(module: Builder, resource: WrittenResource): void {
  if (!module.resources.has(resource.address)) {
    module.resources.set(resource.address, resource);
    return;
  }
  module.problems.push(
    mistake(
      `Duplicate ${MODE_WORDS[resource.mode]} "${resource.type}" configuration`,
      `${resource.address} is declared more than once; names must be unique for each type in a module.`,
      resource.span,
      { code: 'terraform/duplicate-resource' },
    ),
  );
}

function merge(module: Builder, file: ConfigurationFile): void {
  const { problems } = module;
  if (file.coreVersions.length > 0) module.coreVersions = [...file.coreVersions];
  mergeBackends(module, file);
  for (const provider of file.providers) mergeProvider(module, provider);
  for (const variable of file.variables) {
    const base = module.variables.get(variable.name);
    if (base === undefined) {
      problems.push(
        missing('Missing base variable declaration to override', `variable "${variable.name}"`, variable.span),
      );
    } else module.variables.set(variable.name, overriddenVariable(base, variable, problems));
  }
  for (const local of file.locals) {
    const base = module.locals.get(local.name);
    if (base === undefined) {
      problems.push(
        missing('Missing base local value definition to override', `local value "${local.name}"`, local.span),
      );
    } else module.locals.set(local.name, { ...base, expression: local.expression });
  }
  for (const output of file.outputs) {
    const base = module.outputs.get(output.name);
    if (base === undefined) {
      problems.push(missing('Missing base output definition to override', `output "${output.name}"`, output.span));
    } else module.outputs.set(output.name, overriddenOutput(base, output, problems));
  }
  for (const call of file.moduleCalls) {
    const base = module.moduleCalls.get(call.name);
    if (base === undefined) {
      problems.push(missing('Missing module call to override', `module call named "${call.name}"`, call.span));
    } else module.moduleCalls.set(call.name, overriddenCall(base, call, problems));
  }
  for (const resource of file.resources) {
    // Ephemeral resources of override files go unseen in Terraform.
    if (resource.mode === 'ephemeral') continue;
    const base = module.resources.get(resource.address);
    if (base === undefined) {
      const what = resource.mode === 'managed' ? 'resource' : `${resource.mode} resource`;
      problems.push(missing(`Missing ${what} to override`, `${what} named ${resource.address}`, resource.span));
    } else module.resources.set(resource.address, overriddenResource(base, resource, problems));
  }
  for (const [kind, blocks] of [['moved', file.moved] as const, ['import', file.imports] as const]) {
    for (const { span } of blocks) {
      problems.push(mistake(`Cannot override '${kind}' blocks`, 'They can stand only in ordinary files.', span));
    }
  }
}

function missing(title: string, what: string, span: Span): Diagnostic {
  return mistake(title, `There is no ${what} that this override file could change.`, span);
}

function mergeBackends(module: Builder, file: ConfigurationFile): void {
  const [backend, secondBackend] = file.backends;
  if (secondBackend !== undefined) {
    module.problems.push(duplicate('Duplicate backend configuration', 'backend block', secondBackend.span));
  } else if (backend !== undefined) {
    module.backend = backend;
    module.cloud = undefined;
  }
  const [cloud, secondCloud] = file.clouds;
  if (secondCloud !== undefined) {
    module.problems.push(duplicate('Duplicate HCP Terraform configurations', 'cloud block', secondCloud.span));
  } else if (cloud !== undefined) {
    module.cloud = cloud;
    module.backend = undefined;
  }
}

function mergeProvider(module: Builder, over: ProviderConfiguration): void {
  const key = providerKey(over.localName, over.alias);
  const base = module.providerConfigurations.get(key);
  if (base !== undefined) module.providerConfigurations.set(key, overriddenProvider(base, over));
  else if (over.alias === undefined) module.providerConfigurations.set(key, over);
  else {
    module.problems.push(
      missing('Missing base provider configuration for override', `provider configuration ${key}`, over.span),
    );
  }
}

function finished(module: Builder): ModuleContents {
  const providerAddress = addressResolver(module.requiredProviders);
  const resources = new Map<string, ResourceDeclaration>();
  for (const [address, written] of module.resources) {
    const { providerReference, type, lifecycle } = written;
    const providerLocalName = providerReference?.localName ?? impliedLocalName(type);
    resources.set(address, {
      ...written,
      lifecycle: { ...lifecycle, preventDestroy: lifecycle.preventDestroy ?? false },
      providerLocalName,
      providerAddress: providerAddress(providerLocalName),
    });
  }
  const checks = new Map<string, CheckBlock>();
  for (const [name, check] of module.checks) {
    checks.set(name, { ...check, data: check.data && resources.get(check.data.address) });
  }
  return {
    coreVersions: module.coreVersions,
    providerMetas: module.providerMetas,
    // Where there are both, which is a mistake, nothing is said of the backend's own.
    backend: module.cloud ?? module.backend,
    requiredProviders: module.requiredProviders,
    requiredProvidersSpan: module.requiredProvidersBlock?.block.headerSpan,
    providerConfigurations: module.providerConfigurations,
    variables: module.variables,
    locals: module.locals,
    outputs: module.outputs,
    resources,
    moduleCalls: module.moduleCalls,
    moved: module.moved,
    imports: module.imports,
    removed: module.removed,
    checks,
    providerAddress,
    hasErrors: hasErrors(module.problems),
    diagnostics: module.problems,
  };
}

/** The provider that a resource type's prefix names: `aws` of `aws_vpc`. */
function impliedLocalName(type: string): string {
  const underscore = type.indexOf('_');
  return underscore < 0 ? type : type.slice(0, underscore);
}

function addressResolver(required: ReadonlyMap<string, ProviderRequirement>): (localName: string) => string {
  return (localName) => {
    const requirement = required.get(localName);
    if (requirement !== undefined) return requirement.address;
    const part = parseProviderPart(localName);
    return impliedProviderAddress('part' in part ? part.part : localName);
  };
}
