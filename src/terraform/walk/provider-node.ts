/** Which provider configuration serves a resource: its own module's, one passed to the module, or an inherited one. */
import { bodyContent } from '../../hcl/index.ts';
import type { Diagnostic } from '../../source/index.ts';
import type { Module, ProviderConfiguration } from '../configuration/model.ts';

export interface ResolvedProvider {
  readonly address: string;
  /** The module whose configuration it is. */
  readonly module: Module;
  readonly alias: string | undefined;
  /** Undefined for a provider that is used without a `provider` block, or whose alias is declared nowhere. */
  readonly configuration: ProviderConfiguration | undefined;
}

export type ParentOf = (module: Module) => { readonly module: Module; readonly callName: string } | undefined;

export function resolveProvider(
  module: Module,
  localName: string,
  alias: string | undefined,
  parentOf: ParentOf,
): ResolvedProvider {
  const address = module.providerAddress(localName);
  const own = module.providerConfigurations.get(alias === undefined ? localName : `${localName}.${alias}`);
  const parent = parentOf(module);
  if (parent !== undefined) {
    const call = parent.module.moduleCalls.get(parent.callName);
    const passed = call?.providers.find(
      ({ inChild }) => inChild.alias === alias && module.providerAddress(inChild.localName) === address,
    );
    if (passed !== undefined) {
      return resolveProvider(parent.module, passed.inParent.localName, passed.inParent.alias, parentOf);
    }
    if (alias === undefined && (own === undefined || isEmptyBody(own))) {
      return resolveProvider(parent.module, localNameFor(parent.module, address), undefined, parentOf);
    }
  }
  return { address, module, alias, configuration: own };
}

/** Whether the block sets nothing: such a block is not checked, and in a child module it only announces the provider. */
export function isEmptyBody({ body }: ProviderConfiguration): boolean {
  if (body.kind === 'NativeBody') return body.attributes.size === 0 && body.blocks.length === 0;
  const problems: Diagnostic[] = [];
  bodyContent(body, { attributes: [], blocks: [] }, problems);
  return problems.length === 0;
}

/** The first provider that a module call passes on though the calling module has no such configuration; as an address. */
export function missingPassedProvider(modules: readonly Module[], parentOf: ParentOf): string | undefined {
  for (const module of modules) {
    const known = configurationsOf(module, parentOf);
    for (const { inParent } of [...module.moduleCalls.values()].flatMap(({ providers }) => providers)) {
      const address = module.providerAddress(inParent.localName);
      const label = providerAddressText({ address, module, alias: inParent.alias, configuration: undefined });
      if (!known.has(label)) return label;
    }
  }
  return undefined;
}

/** Those that a module declares or is given; the root's requirements stand for empty ones, inherited ones do not count. */
function configurationsOf(module: Module, parentOf: ParentOf): ReadonlySet<string> {
  const parent = parentOf(module);
  const passed = parent?.module.moduleCalls.get(parent.callName)?.providers.map(({ inChild }) => inChild) ?? [];
  const required = parent === undefined ? [...module.requiredProviders.values()] : [];
  const named = [
    ...module.providerConfigurations.values(),
    ...passed,
    ...required.map(({ localName }) => ({ localName, alias: undefined })),
  ];
  return new Set(
    named.map(({ localName, alias }) =>
      providerAddressText({ address: module.providerAddress(localName), module, alias, configuration: undefined }),
    ),
  );
}

function localNameFor(module: Module, address: string): string {
  for (const requirement of module.requiredProviders.values()) {
    if (requirement.address === address) return requirement.localName;
  }
  return address.slice(address.lastIndexOf('/') + 1);
}

/** Such as `provider["registry.terraform.io/hashicorp/aws"].east`. */
export function providerAddressText({ address, module, alias }: ResolvedProvider): string {
  const prefix = module.path.map((name) => `module.${name}.`).join('');
  return `${prefix}provider["${address}"]${alias === undefined ? '' : `.${alias}`}`;
}
