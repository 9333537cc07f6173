/** How Terraform is told of providers that run already: `TF_REATTACH_PROVIDERS`. */

export interface Served {
  /** Such as `registry.terraform.io/hashicorp/aws`. */
  readonly address: string;
  readonly socket: string;
  readonly protocol: 5 | 6;
}

export function reattachProviders(served: readonly Served[]): string {
  return JSON.stringify(
    Object.fromEntries(
      served.map(({ address, socket, protocol }) => [
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
