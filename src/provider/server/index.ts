import type { Provider } from '../provider.ts';
import type { Listening } from './grpc.ts';
import type { Served } from './reattach.ts';
import type { ServeOptions } from './serve.ts';

export type { Listening } from './grpc.ts';
export { addressesOf, reattachProviders, type Served } from './reattach.ts';
export type { ServeOptions } from './serve.ts';

/** Serves a provider on a unix socket. What it takes is loaded only now: most runs never need it. */
export async function serveProvider(provider: Provider, options: ServeOptions): Promise<Served & Listening> {
  const { serveProvider: serve } = await import('./serve.ts');
  return serve(provider, options);
}
