/** go-plugin's handshake: what the executable is given in its environment, and the line with which it answers. */
import type { ProtocolVersion } from '../protocol/index.ts';

/** Without these an executable says that it is a plugin and exits. The cookie is Terraform's, the same for every provider. */
export const HANDSHAKE_ENVIRONMENT: Readonly<Record<string, string>> = {
  TF_PLUGIN_MAGIC_COOKIE: 'd602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2',
  PLUGIN_PROTOCOL_VERSIONS: '5,6',
  PLUGIN_MIN_PORT: '10000',
  PLUGIN_MAX_PORT: '25000',
};

export interface Handshake {
  readonly protocol: ProtocolVersion;
  /** As gRPC names it: `unix:/path` or `host:port`. */
  readonly target: string;
  /** DER of the certificate that the executable serves with, where it asks for TLS. */
  readonly certificate: Buffer | undefined;
}

/** `1|PROTOCOL|NETWORK|ADDRESS|grpc|CERTIFICATE`; a sentence of what is wrong with it otherwise. */
export function parseHandshake(line: string): Handshake | { readonly error: string } {
  const [core, protocol, network, address = '', kind, certificate = ''] = line.trim().split('|');
  if (core !== '1' || protocol === undefined) return { error: `it does not greet as a plugin: ${line.slice(0, 200)}` };
  if (protocol !== '5' && protocol !== '6')
    return { error: `it speaks plugin protocol ${protocol}; 5 and 6 are known` };
  if (kind !== 'grpc') return { error: `it speaks ${kind}, not gRPC` };
  if (network !== 'unix' && !/^(127\.|localhost:|\[::1\])/.test(address))
    return { error: `it listens at ${address}, which is not on this machine` };
  return {
    protocol: protocol === '5' ? 5 : 6,
    target: network === 'unix' ? `unix:${address}` : address,
    certificate: certificate === '' ? undefined : Buffer.from(certificate, 'base64'),
  };
}
