/**
 * A provider executable kept running and handed to Terraform through a proxy of ours: every call is passed on as it is, but the
 * schema holds only the types that a configuration names, which is most of what a start costs. Each connection that configures the
 * provider has a process of its own while it lasts; processes are used again afterwards.
 */
import { fromMsgpack, toMsgpack, type Value } from '../../cty/index.ts';
import { impliedType } from '../implied-type.ts';
import { decodeSchema, type ProtocolVersion, readFields, readRequest, textOf, valueField } from '../protocol/index.ts';
import { bytesField, message, textField } from '../protocol/wire.ts';
import type { Schema } from '../schema.ts';
import { type Listening, listen } from '../server/grpc.ts';
import type { Served } from '../server/reattach.ts';
import { type ExecutableProcess, type ProcessOptions, startProcess } from './process.ts';

export interface ProxyOptions {
  readonly address: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Where the executable finds relative paths. */
  readonly folder?: string;
  /** The configuration that the executable gets for the user's. */
  readonly configuration?: (config: Value) => Value;
  readonly timeoutMs?: number;
  readonly enclose?: ProcessOptions['enclose'];
}

export interface ExecutableProxy {
  readonly serve: (socket: string, types: ReadonlySet<string>) => Promise<Served & Listening>;
  /** The first failure of the executable itself since the last time this was asked. */
  readonly failure: () => string | undefined;
  readonly stop: () => Promise<void>;
}

/** Fields of the schema that are maps by type name: resources, data sources, ephemeral resources, and what came later. */
const BY_TYPE = new Set([2, 3, 8, 9, 10]);

/** By path: the same executable has the same schema, whoever starts it. */
const indices = new Map<string, Promise<Index>>();

interface Index {
  readonly protocol: ProtocolVersion;
  readonly provider: Schema;
  readonly always: readonly Uint8Array[];
  readonly byType: readonly { readonly type: string; readonly field: Uint8Array }[];
}

export function proxyExecutable(path: string, options: ProxyOptions): ExecutableProxy {
  const processOptions = {
    environment: options.environment,
    ...(options.folder !== undefined && { folder: options.folder }),
    timeoutMs: options.timeoutMs ?? 900_000,
    ...(options.enclose !== undefined && { enclose: options.enclose }),
  };
  const all = new Set<Promise<ExecutableProcess>>();
  const idle: ExecutableProcess[] = [];
  let failure: string | undefined;

  const start = (): Promise<ExecutableProcess> => {
    const process = startProcess(path, processOptions);
    all.add(process);
    process.catch(() => all.delete(process));
    return process;
  };
  const acquire = async (): Promise<ExecutableProcess> => {
    for (let process = idle.pop(); process !== undefined; process = idle.pop()) if (process.alive()) return process;
    const first = await sharedProcess();
    if (lent.has(first)) return start();
    lent.add(first);
    return first;
  };
  /** For calls that need no configuration, which any process answers; also the first to be configured. */
  let shared: Promise<ExecutableProcess> | undefined;
  const lent = new WeakSet<ExecutableProcess>();
  const sharedProcess = async (): Promise<ExecutableProcess> => {
    if (shared !== undefined && (await shared.catch(() => undefined))?.alive() !== true) shared = undefined;
    shared ??= start();
    return shared;
  };
  const indexed = (): Promise<Index> => {
    let index = indices.get(path);
    if (index === undefined) {
      index = sharedProcess().then(async (process) =>
        indexSchema(process.protocol, await process.call('schema', new Uint8Array(0))),
      );
      indices.set(path, index);
      index.catch(() => indices.delete(path));
    }
    return index;
  };

  const session = (types: ReadonlySet<string>) => {
    let own: Promise<ExecutableProcess> | undefined;
    let underWay = 0;
    let stopped = false;
    const answer = async (method: string, request: Uint8Array): Promise<Uint8Array | undefined> => {
      if (!method.includes('.Provider/')) return undefined;
      const name = method.slice(method.lastIndexOf('/') + 1);
      if (name === 'GetSchema' || name === 'GetProviderSchema') return schemaFor(await indexed(), types);
      // It gives up waiting and says what there is already; it never works again.
      if (name === 'Stop' || name === 'StopProvider') {
        stopped = true;
        return own === undefined ? new Uint8Array(0) : (await own).callPath(method, request);
      }
      if (name === 'Configure' || name === 'ConfigureProvider') {
        own ??= acquire();
        return (await own).callPath(method, reconfigured(request, (await indexed()).provider, options.configuration));
      }
      return (await (own ?? sharedProcess())).callPath(method, request);
    };
    return {
      answer: (method: string, request: Uint8Array) => {
        underWay++;
        return answer(method, request)
          .catch((error: unknown) => {
            failure ??= error instanceof Error ? error.message : String(error);
            throw error;
          })
          .finally(() => underWay--);
      },
      // One that still works at what nobody waits for any more may never end.
      ended: () => {
        const busy = underWay > 0 || stopped;
        own?.then((process) => (busy ? process.stop() : idle.push(process))).catch(() => undefined);
      },
    };
  };

  return {
    serve: async (socket, types) => {
      const { protocol } = await indexed();
      const { close } = await listen(socket, () => session(types));
      return { address: options.address, socket, protocol, close };
    },
    failure: () => {
      const told = failure;
      failure = undefined;
      return told;
    },
    stop: async () => {
      for (const process of all) await process.then((running) => running.stop()).catch(() => undefined);
    },
  };
}

function indexSchema(protocol: ProtocolVersion, response: Uint8Array): Index {
  const always: Uint8Array[] = [];
  const byType: { type: string; field: Uint8Array }[] = [];
  let provider: Schema | undefined;
  readFields(response, ({ number, bytes, integer }) => {
    if (number === 1) provider = decodeSchema(bytes, protocol);
    const field = bytesField(number, bytes);
    if (!BY_TYPE.has(number)) {
      if (integer === 0) always.push(field);
      return;
    }
    let type = '';
    readFields(bytes, (part) => {
      if (part.number === 1) type = textOf(part.bytes);
    });
    byType.push({ type, field });
  });
  if (provider === undefined) throw new Error('the provider has no schema of its own configuration');
  return { protocol, provider, always, byType };
}

function schemaFor({ always, byType }: Index, types: ReadonlySet<string>): Uint8Array {
  const named = byType.filter(({ type }) => types.has(type)).map(({ field }) => field);
  return message(...always, ...named);
}

function reconfigured(request: Uint8Array, schema: Schema, change: ProxyOptions['configuration']): Uint8Array {
  if (change === undefined) return request;
  const read = readRequest(request);
  const type = impliedType(schema.block);
  const capabilities = read.bytes(3);
  return message(
    textField(1, read.text(1)),
    valueField(2, toMsgpack(change(fromMsgpack(read.value(2), type)), type)),
    ...(capabilities === undefined ? [] : [bytesField(3, capabilities)]),
  );
}
