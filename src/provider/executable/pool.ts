/**
 * The processes of one executable. Calls that need no configuration go to any of them; each provider configuration has a process of
 * its own while there are places, and the one that was idle longest is configured anew when there are none. A process that died is
 * started again, and the call that saw it die is made once more.
 */
import { configureRequest, diagnosticsOf, type Method, type ProtocolVersion } from '../protocol/index.ts';
import type { ProviderDiagnostic } from '../provider.ts';
import { ExecutableFailure } from './failure.ts';
import { type ExecutableProcess, type ProcessOptions, startProcess } from './process.ts';

/** A provider configuration as bytes, and those bytes as a text to compare by. */
export interface Configuration {
  readonly key: string;
  readonly bytes: Uint8Array;
}

export interface Pool {
  readonly call: (method: Method, request: Uint8Array, configuration?: Configuration) => Promise<Uint8Array>;
  readonly configure: (configuration: Configuration) => Promise<readonly ProviderDiagnostic[]>;
  readonly protocol: () => Promise<ProtocolVersion>;
  readonly stop: () => void;
}

interface Slot {
  process: Promise<ExecutableProcess> | undefined;
  configured: string | undefined;
  /** Calls under way that depend on the configuration. */
  held: number;
  lastUsed: number;
}

const TERRAFORM_VERSION = '1.11.4';
const ATTEMPTS = 2;

export function createPool(path: string, options: ProcessOptions & { readonly processes?: number }): Pool {
  const limit = options.processes ?? 2;
  const slots: Slot[] = [];
  const waiting: (() => void)[] = [];
  const answers = new Map<string, readonly ProviderDiagnostic[]>();
  let clock = 0;
  let stopped = false;

  const newSlot = (): Slot => {
    const slot: Slot = { process: undefined, configured: undefined, held: 0, lastUsed: clock++ };
    slots.push(slot);
    return slot;
  };
  const processOf = async (slot: Slot): Promise<ExecutableProcess> => {
    if (stopped) throw new ExecutableFailure(`the provider ${path} was stopped`, { retryable: false });
    const current = slot.process;
    if (current !== undefined) {
      const process = await current;
      if (process.alive()) return process;
      if (slot.process === current) {
        slot.process = undefined;
        slot.configured = undefined;
      }
    }
    slot.process ??= startProcess(path, options);
    return slot.process;
  };
  const release = (slot: Slot): void => {
    slot.held--;
    if (slot.held === 0) waiting.shift()?.();
  };
  /** A place for a configuration, held; it may have to be configured still. */
  const acquire = async (key: string): Promise<Slot> => {
    for (;;) {
      const slot =
        slots.find((candidate) => candidate.configured === key) ??
        slots.find((candidate) => candidate.configured === undefined && candidate.held === 0) ??
        (slots.length < limit ? newSlot() : undefined) ??
        slots.filter(({ held }) => held === 0).sort((a, b) => a.lastUsed - b.lastUsed)[0];
      if (slot !== undefined) {
        slot.held++;
        slot.lastUsed = clock++;
        return slot;
      }
      await new Promise<void>((resolve) => waiting.push(resolve));
    }
  };
  const ready = new WeakMap<Slot, Promise<unknown>>();
  const configured = async (slot: Slot, configuration: Configuration): Promise<ExecutableProcess> => {
    const process = await processOf(slot);
    if (slot.configured === configuration.key) {
      await ready.get(slot);
      return process;
    }
    slot.configured = configuration.key;
    const answer = process
      .call('configure', configureRequest(TERRAFORM_VERSION, configuration.bytes))
      .then((response) => answers.set(configuration.key, diagnosticsOf(response, 1)));
    ready.set(slot, answer);
    try {
      await answer;
    } catch (error) {
      slot.configured = undefined;
      throw error;
    }
    return process;
  };
  const withConfiguration = async <T>(
    configuration: Configuration,
    use: (process: ExecutableProcess) => Promise<T>,
  ): Promise<T> => {
    const slot = await acquire(configuration.key);
    try {
      return await use(await configured(slot, configuration));
    } finally {
      release(slot);
    }
  };
  const again = async <T>(attempt: () => Promise<T>): Promise<T> => {
    for (let tried = 1; ; tried++) {
      try {
        return await attempt();
      } catch (error) {
        if (stopped || tried >= ATTEMPTS || !(error instanceof ExecutableFailure && error.retryable)) throw error;
      }
    }
  };

  return {
    call: (method, request, configuration) =>
      again(async () => {
        if (configuration !== undefined)
          return withConfiguration(configuration, (process) => process.call(method, request));
        const slot = slots[0] ?? newSlot();
        return (await processOf(slot)).call(method, request);
      }),
    configure: async (configuration) => {
      const known = answers.get(configuration.key);
      if (known !== undefined) return known;
      await again(() => withConfiguration(configuration, async () => undefined));
      return answers.get(configuration.key) ?? [];
    },
    protocol: async () => (await processOf(slots[0] ?? newSlot())).protocol,
    stop: () => {
      stopped = true;
      for (const { process } of slots) void process?.then((running) => running.stop()).catch(() => undefined);
    },
  };
}
