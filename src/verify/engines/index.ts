/** Engines by name. */
import type { Engine } from '../engine.ts';
import type { VerifyOptions } from '../request.ts';
import { executableSource } from './executable-source.ts';
import { ownCoreEngine } from './own-core.ts';
import { packSource } from './pack-source.ts';

export async function createEngine(options: VerifyOptions): Promise<Engine> {
  const name = options.engine ?? 'static';
  switch (name) {
    case 'static':
      return ownCoreEngine('static', packSource(options), options);
    case 'attached':
      return ownCoreEngine('attached', executableSource(options), options);
    case 'simulated':
      return (await import('./simulated.ts')).simulatedEngine(options);
    case 'real':
      return (await import('./real.ts')).realEngine(options);
  }
}
