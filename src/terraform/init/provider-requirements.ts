/** Which providers a configuration needs, declared or implied, and in which versions. */
import type { Diagnostic } from '../../source/index.ts';
import { resourceAddressText } from '../configuration/address.ts';
import type { Module, VersionRequirement } from '../configuration/model.ts';
import { mistake } from '../configuration/problem.ts';
import { parseConstraints, type VersionConstraints } from '../configuration/version.ts';

/** By fully qualified address, sorted; the constraints of all modules together. */
export function providerRequirements(
  modules: readonly Module[],
  problems: Diagnostic[],
): ReadonlyMap<string, VersionConstraints> {
  const needed = new Map<string, VersionConstraints>();
  const need = (address: string, requirements: readonly VersionRequirement[]) => {
    let constraints = needed.get(address) ?? [];
    for (const { constraint, span } of requirements) {
      const parsed = parseConstraints(constraint);
      if (typeof parsed === 'string') {
        problems.push(mistake('Invalid version constraint', `The constraint cannot be read: ${parsed}.`, span));
      } else constraints = [...constraints, ...parsed];
    }
    needed.set(address, constraints);
  };
  for (const module of modules) {
    for (const { address, constraints } of module.requiredProviders.values()) need(address, constraints);
    for (const { providerAddress } of module.resources.values()) need(providerAddress, []);
    for (const block of module.imports) {
      const type = block.resource.type.split('_')[0] as string;
      if (block.resource.module.length > 0) continue;
      if (block.providerReference !== undefined && module.resources.has(resourceAddressText(block.resource))) {
        problems.push(
          mistake(
            'Invalid import provider argument',
            'The resource is declared, so its own provider argument decides.',
            block.providerReference.span,
          ),
        );
        continue;
      }
      need(module.providerAddress(block.providerReference?.localName ?? type), []);
    }
    for (const { localName, version } of module.providerConfigurations.values()) {
      need(module.providerAddress(localName), version === undefined ? [] : [version]);
    }
  }
  return new Map([...needed].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}
