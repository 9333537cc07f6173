import { AWS } from '../aws/index.ts';
import type { Behaviour } from './behaviour.ts';
import { CLOUDINIT } from './cloudinit.ts';
import { ARCHIVE, LOCAL } from './files.ts';
import { EXTERNAL, HTTP } from './network.ts';
import { RANDOM } from './random.ts';
import { TIME } from './time.ts';

export type { Behaviour, BehaviourContext, FolderFiles } from './behaviour.ts';

const HASHICORP: Readonly<Record<string, Behaviour>> = {
  archive: ARCHIVE,
  aws: AWS,
  cloudinit: CLOUDINIT,
  external: EXTERNAL,
  http: HTTP,
  local: LOCAL,
  random: RANDOM,
  time: TIME,
};

/** What is known by hand of a provider, by its address. */
export function behaviourOf(address: string): Behaviour | undefined {
  const prefix = 'registry.terraform.io/hashicorp/';
  return address.startsWith(prefix) ? HASHICORP[address.slice(prefix.length)] : undefined;
}
