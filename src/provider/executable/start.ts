import type { ExecutableOptions, ExecutableProvider } from './provider.ts';
import type { ExecutableProxy, ProxyOptions } from './proxy.ts';

/** Starts a provider executable and reads its schema. The gRPC library is loaded only now: most runs never need it. */
export async function startExecutable(path: string, options: ExecutableOptions): Promise<ExecutableProvider> {
  const { startExecutable: start } = await import('./provider.ts');
  return start(path, options);
}

/** Hands an executable to Terraform through a proxy; likewise loaded late. */
export async function proxyExecutable(path: string, options: ProxyOptions): Promise<ExecutableProxy> {
  const { proxyExecutable: proxy } = await import('./proxy.ts');
  return proxy(path, options);
}
