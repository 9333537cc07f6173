/** How Terraform is told of providers that run already: `TF_REATTACH_PROVIDERS`. */

export interface Served {
  /** Such as `registry.terraform.io/hashicorp/aws`. */
  readonly address: string;
  readonly socket: string;
  readonly protocol: 5 | 6;
}

/** OpenTofu takes providers that are named without a host from a registry of its own. */
const HOSTS = ['registry.terraform.io', 'registry.opentofu.org'] as const;

/** The provider's address for each product. */
export function addressesOf(address: string): readonly string[] {
  const [terraform, tofu] = HOSTS;
  return address.startsWith(`${terraform}/`) ? [address, tofu + address.slice(terraform.length)] : [address];
}

export function reattachProviders(served: readonly Served[]): string {
  const named = served.flatMap((one) => addressesOf(one.address).map((address) => ({ ...one, address })));
  return JSON.stringify(
    Object.fromEntries(
      named.map(({ address, socket, protocol }) => [
        address,
        {
          Protocol: 'grpc',
          ProtocolVersion: protocol,
          Pid: process.pid,
          // Terraform then leaves the process alone when it ends.
          Test: true,
          Addr: { Network: 'unix', String: socket },
        },
      ]),
    ),
  );
}
