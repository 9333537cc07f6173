import { AWS } from '../aws/index.ts';
import type { Behaviour } from './behaviour.ts';

export type { Behaviour, BehaviourContext, FolderFiles } from './behaviour.ts';

const BEHAVIOURS: ReadonlyMap<string, Behaviour> = new Map<string, Behaviour>([
  ['registry.terraform.io/hashicorp/aws', AWS],
]);

/** What is known by hand of a provider, by its address. */
export function behaviourOf(address: string): Behaviour | undefined {
  return BEHAVIOURS.get(address);
}
