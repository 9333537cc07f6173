import type { ExecutableOptions, ExecutableProvider } from './provider.ts';

/** Starts a provider executable and reads its schema. The gRPC library is loaded only now: most runs never need it. */
export async function startExecutable(path: string, options: ExecutableOptions): Promise<ExecutableProvider> {
  const { startExecutable: start } = await import('./provider.ts');
  return start(path, options);
}
