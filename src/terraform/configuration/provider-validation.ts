/**
 * Whether the provider configurations that modules hand down fit together: what a call passes must be wanted by the child
 * and be of the child's provider, and what a child demands must be passed.
 */
import { bodyContent } from '../../hcl/index.ts';
import type { Diagnostic, Span } from '../../source/index.ts';
import type { ProviderReference } from './model.ts';
import type { ModuleTree } from './module-tree.ts';
import { caution, mistake } from './problem.ts';
import { DEFAULT_REGISTRY, displayAddress, impliedProviderAddress, parseProviderPart } from './provider-address.ts';
import { providerKey } from './provider-block.ts';

interface PassedProvider {
  readonly inChild: ProviderReference;
  readonly inParent: ProviderReference;
}

/** What one module knows of its providers. */
interface ModuleProviders {
  /** Configured for real, with what the block says. */
  readonly configured: ReadonlyMap<string, Span>;
  /** Blocks without content, once needed to receive a configuration. */
  readonly empty: ReadonlyMap<string, Span>;
  readonly passed: ReadonlyMap<string, PassedProvider>;
  /** `aws.east` to its provider's address. */
  readonly aliases: ReadonlyMap<string, string>;
  /** Local name to its provider's address, as required_providers says. */
  readonly localNames: ReadonlyMap<string, string>;
}

export function validateProviders(
  tree: ModuleTree,
  parent: ModuleTree | undefined,
  /** The count, for_each or depends_on above that forbids provider blocks in this module. */
  forbidden: Span | undefined,
  problems: Diagnostic[],
): void {
  for (const child of tree.children.values()) {
    const call = child.call;
    const own = call?.count?.span ?? call?.forEach?.span ?? call?.dependsOn[0]?.span;
    validateProviders(child, tree, own ?? forbidden, problems);
  }
  const providers = gather(tree, problems);
  warnOfImpliedNames(tree, providers, problems);
  checkCalls(tree, providers, problems);
  if (parent === undefined || tree.call === undefined) return;
  if (providers.configured.size > 0 && forbidden !== undefined) {
    problems.push(
      mistake(
        'Module is incompatible with count, for_each, and depends_on',
        'The called module configures providers itself; such a module cannot be repeated or made to wait.',
        forbidden,
      ),
    );
  }
  for (const name of providers.configured.keys()) {
    const passed = providers.passed.get(name);
    if (passed === undefined) continue;
    problems.push(
      mistake(
        'Cannot override provider configuration',
        `The module has its own configuration of ${name} and cannot take another.`,
        passed.inChild.span,
      ),
    );
  }
  for (const name of providers.aliases.keys()) {
    if (providers.configured.has(name) || providers.passed.has(name)) continue;
    problems.push(
      mistake(
        'Missing required provider configuration',
        `The module expects a configuration for ${name}, which this call does not pass.`,
        tree.call.span,
      ),
    );
  }
  for (const [name, passed] of providers.passed) checkPassed(name, passed, parent, providers, problems);
  warnOfEmptyBlocks(providers, tree, problems);
}

function gather(tree: ModuleTree, problems: Diagnostic[]): ModuleProviders {
  const configured = new Map<string, Span>();
  const empty = new Map<string, Span>();
  for (const [name, configuration] of tree.module.providerConfigurations) {
    const content: Diagnostic[] = [];
    bodyContent(configuration.body, NO_CONTENT, content);
    const isEmpty = content.length === 0 && configuration.version === undefined;
    (isEmpty ? empty : configured).set(name, configuration.span);
  }
  const aliases = new Map<string, string>();
  const localNames = new Map<string, string>();
  const seen = new Set<string>();
  for (const requirement of tree.module.requiredProviders.values()) {
    if (seen.has(requirement.address)) {
      problems.push(duplicateRequirement(requirement.address, requirement.span));
    }
    seen.add(requirement.address);
    localNames.set(requirement.localName, requirement.address);
    for (const alias of requirement.aliases) aliases.set(alias, requirement.address);
  }
  const passed = new Map<string, PassedProvider>();
  for (const each of tree.call?.providers ?? [])
    passed.set(providerKey(each.inChild.localName, each.inChild.alias), each);
  return { configured, empty, passed, aliases, localNames };
}

const HASHICORP = `${DEFAULT_REGISTRY}/hashicorp/`;
const NO_CONTENT = { attributes: [], blocks: [] };

function duplicateRequirement(address: string, span: Span): Diagnostic {
  return caution(
    'Duplicate required provider',
    `The provider ${displayAddress(address)} is already required under another local name.`,
    span,
  );
}

/** A resource type whose prefix is no declared name, while its provider is declared under another name. */
function warnOfImpliedNames(tree: ModuleTree, { localNames }: ModuleProviders, problems: Diagnostic[]): void {
  for (const resource of tree.module.resources.values()) {
    if (resource.providerReference !== undefined || resource.mode === 'ephemeral') continue;
    const localName = resource.providerLocalName;
    const part = parseProviderPart(localName);
    if ('error' in part) {
      problems.push(
        mistake(
          'Invalid provider local name',
          `The resource type's prefix "${localName}" cannot be a provider's name: ${part.error}.`,
          resource.span,
        ),
      );
      continue;
    }
    if (localNames.has(localName)) continue;
    const implied = impliedProviderAddress(localName);
    for (const address of localNames.values()) {
      if (address === implied) problems.push(duplicateRequirement(address, resource.span));
    }
  }
}

/** What this module passes on must be configured or declared here. */
function checkCalls(tree: ModuleTree, providers: ModuleProviders, problems: Diagnostic[]): void {
  for (const call of tree.module.moduleCalls.values()) {
    for (const { inParent } of call.providers) {
      if (inParent.alias !== undefined) continue;
      const name = inParent.localName;
      const isConfigured = providers.configured.has(name);
      if (!isConfigured && !providers.localNames.has(name)) {
        problems.push(
          caution(
            'Reference to undefined provider',
            `Nothing declares the provider "${name}" here; an entry in required_providers would.`,
            inParent.span,
          ),
        );
        continue;
      }
      if (tree.call !== undefined && !isConfigured && !providers.passed.has(name)) {
        problems.push(
          caution(
            'Missing required provider configuration',
            `The module passes "${name}" on, but this call gives it none.`,
            tree.call.span,
          ),
        );
      }
    }
  }
}

function checkPassed(
  name: string,
  { inChild, inParent }: PassedProvider,
  parent: ModuleTree,
  providers: ModuleProviders,
  problems: Diagnostic[],
): void {
  const childProvider = providers.localNames.get(inChild.localName) ?? defaultAddress(inChild.localName);
  const declared = providers.localNames.get(name) ?? providers.aliases.get(name);
  if (declared === undefined && !providers.empty.has(name)) {
    const detail = `The module does not declare the provider configuration ${name} in its required_providers.`;
    problems.push(
      isHashicorps(childProvider)
        ? caution('Reference to undefined provider', detail, inChild.span)
        : mistake('Reference to undefined provider', detail, inChild.span),
    );
  }
  const childAddress = declared ?? childProvider;
  // Terraform looks the child's name up among the parent's requirements, whatever the parent calls it.
  const parentAddress =
    parent.module.requiredProviders.get(name)?.address ??
    parent.module.requiredProviders.get(inParent.localName)?.address ??
    defaultAddress(inParent.localName);
  if (childAddress === parentAddress) return;
  problems.push(
    mistake(
      'Provider type mismatch',
      `"${inParent.localName}" is ${displayAddress(parentAddress)} here, but the module's "${inChild.localName}" is ${displayAddress(childAddress)}.`,
      inParent.span,
    ),
  );
}

/** Here even the name `terraform` means an ordinary provider of the public registry. */
function defaultAddress(localName: string): string {
  return `${HASHICORP}${localName}`;
}

function isHashicorps(address: string): boolean {
  return address.startsWith(HASHICORP);
}

/** One warning for each provider, at its first empty block. */
function warnOfEmptyBlocks({ empty }: ModuleProviders, tree: ModuleTree, problems: Diagnostic[]): void {
  const reported = new Set<string>();
  for (const [name, span] of empty) {
    const localName = name.split('.')[0] as string;
    const address = tree.module.providerAddress(localName);
    if (reported.has(address)) continue;
    reported.add(address);
    problems.push(
      caution(
        'Redundant empty provider block',
        'An empty provider block only declared that the provider is needed; required_providers does that now.',
        span,
      ),
    );
  }
}
