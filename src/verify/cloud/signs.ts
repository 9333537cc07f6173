/** Signs in what Terraform and providers report that the environment failed, and not the configuration. */
import type { Diagnostic } from '../../source/index.ts';

/** Whatever the cloud: the disk, memory, the provider's process. */
const MACHINE: readonly RegExp[] = [
  /no space left on device|file too large|disk quota exceeded|read-only file system|input\/output error/i,
  /^Failed to load ".*" as a plan file|^Failed to (save|write) state|^Error acquiring the state lock/,
  /cannot allocate memory|too many open files|resource temporarily unavailable/i,
  /^(Plugin did not respond|Failed to load plugin schemas|Failed to instantiate provider|Plugin error)/,
  /^The plugin encountered an error, and failed to respond|transport is closing|error reading from server: EOF/,
  /connect: no such file or directory|\.sock: connect: connection refused/,
  /^Request cancelled$|GRPCProvider\)\.\w+ request was cancelled/,
  /^(Interrupted|Operation cancelled|execution halted)/i,
];

/** A stand-in for AWS lacks what it does not have yet. */
const STAND_IN: readonly RegExp[] = [
  /StatusCode: 50[0-9]|not been implemented|not yet implemented|NotYetImplemented|NotImplementedError/i,
  /connect: connection refused|connection reset by peer|server misbehaving|no such host|proxyconnect/i,
  /API for service '[\w-]+' not yet implemented or pro feature/i,
];

/** Credentials and ways to the user's cloud. */
const ACCOUNT: readonly RegExp[] = [
  /No valid credential sources found|failed to refresh cached credentials|no EC2 IMDS role found/i,
  /\b(ExpiredToken|ExpiredTokenException|RequestExpired|InvalidClientTokenId|UnrecognizedClientException|AuthFailure)\b/,
  /could not find default credentials|unable to build authorizer|please run 'az login'/i,
  /connect: connection refused|no such host|TLS handshake timeout|i\/o timeout|network is unreachable/i,
  /\b(ThrottlingException|Throttling|RequestLimitExceeded|TooManyRequestsException)\b/,
];

export function machineSign(problems: readonly Diagnostic[]): string | undefined {
  return firstMatch(problems, MACHINE);
}

export function signOf(problems: readonly Diagnostic[], cloud: 'account' | 'stand-in'): string | undefined {
  const found = firstMatch(problems, cloud === 'account' ? ACCOUNT : STAND_IN);
  if (found === undefined) return undefined;
  return cloud === 'account'
    ? `the cloud could not be used: ${found}`
    : `the stand-in for AWS cannot do this: ${found}`;
}

function firstMatch(problems: readonly Diagnostic[], signs: readonly RegExp[]): string | undefined {
  for (const { severity, summary, detail } of problems) {
    if (severity !== 'error') continue;
    if (signs.some((sign) => sign.test(summary) || sign.test(detail)))
      return `${summary}${detail === '' ? '' : `: ${detail}`}`.slice(0, 600);
  }
  return undefined;
}
