/** The libraries by the provider's local name. */
import type { Library } from '../library.ts';
import { randomOf } from '../random.ts';
import { awsLibrary } from './aws/index.ts';
import { azurermLibrary } from './azurerm/index.ts';
import { googleLibrary } from './google/index.ts';
import { kubernetesLibrary } from './kubernetes/index.ts';

const LIBRARIES: Readonly<Record<string, () => Library>> = {
  aws: awsLibrary,
  azurerm: azurermLibrary,
  google: googleLibrary,
  kubernetes: kubernetesLibrary,
};

export const SYNTH_PROVIDERS: readonly string[] = Object.keys(LIBRARIES);

export type WeightedLibrary = readonly [library: Library, weight: number];

/** Throws where a provider has no library; callers check with `SYNTH_PROVIDERS` first. */
export function librariesOf(providers: Readonly<Record<string, number>>): readonly WeightedLibrary[] {
  return Object.entries(providers).map(([provider, weight]) => {
    const make = LIBRARIES[provider];
    if (make === undefined) throw new Error(`there are no patterns for ${provider}`);
    return [make(), weight];
  });
}

export function libraryFor(libraries: readonly WeightedLibrary[], seed: number, number: number): Library {
  return randomOf('provider', seed, number).weighted(libraries, ([, weight]) => weight)[0];
}
