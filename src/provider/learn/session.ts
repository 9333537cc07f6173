/** A provider executable to ask questions of while its facts are learned: plain objects in, problems out. */
import { decode, Encoder, ExtData, ExtensionCodec } from '@msgpack/msgpack';
import { compareTexts } from '../../util/compare-texts.ts';
import { type DenyingCloud, startDenyingCloud } from '../executable/denying-cloud.ts';
import { type Identity, identityOf } from '../executable/identity.ts';
import { offlineEnvironment } from '../executable/offline.ts';
import { createPool, type Pool } from '../executable/pool.ts';
import {
  decodePlanAnswer,
  decodeReadAnswer,
  diagnosticsOf,
  indexSchemas,
  planRequest,
  readDataRequest,
  type SchemaIndex,
  validateProviderRequest,
  validateRequest,
} from '../protocol/index.ts';
import type { Path, ProviderDiagnostic } from '../provider.ts';
import { buildConfig, shapeOf, type Tree } from './shape.ts';

/** Plain data as it is sent; `UNKNOWN` is the unknown value. */
export type Plain = unknown;
export const UNKNOWN = new ExtData(0, new Uint8Array([0]));

export interface Problem {
  readonly title: string;
  readonly detail: string;
  /** Names of the steps joined by dots, indices left out; undefined where the provider gave no place. */
  readonly place: string | undefined;
}

export interface Session {
  readonly identity: Identity;
  readonly index: SchemaIndex;
  /** The errors (no warnings) of a configuration. */
  readonly validate: (kind: Kind, type: string, config: Plain) => Promise<readonly Problem[]>;
  /** `prior`: the state of a resource that exists. `replaced`: the dotted places that force a replacement. */
  readonly plan: (
    type: string,
    proposed: Plain,
    config: Plain,
    prior?: Plain,
  ) => Promise<{ planned: Plain; problems: readonly Problem[]; replaced: readonly string[] }>;
  readonly read: (type: string, config: Plain) => Promise<readonly Problem[]>;
  /** How often the executable was asked, so far. */
  readonly calls: { validate: number; plan: number; read: number };
  readonly stop: () => void;
}
export type Kind = 'provider' | 'resource' | 'data';

const codec = new ExtensionCodec();
codec.register({ type: 0, encode: () => null, decode: () => UNKNOWN });
codec.register({ type: 12, encode: () => null, decode: () => UNKNOWN });
const encoder = new Encoder({ extensionCodec: codec });

/** Settings that let a provider be configured without a cloud; those of them that its schema has. */
const SETTINGS: Tree = {
  region: 'us-east-1',
  access_key: 'AKIAIOSFODNN7EXAMPLE',
  secret_key: 'none',
  skip_credentials_validation: true,
  skip_requesting_account_id: true,
  skip_metadata_api_check: 'true',
  skip_region_validation: true,
};

/** Texts that fit these settings, where an argument of the name may have any. */
export const FITTING: ReadonlyMap<string, string> = new Map([['availability_zone', 'us-east-1a']]);

/** Providers are written in Go, whose collector would go over all schemas after every few hundred answers. */
const FEWER_COLLECTIONS = { GOGC: '300' };

export async function openSession(path: string): Promise<Session> {
  const cloud = await startDenyingCloud();
  const pool = createPool(path, {
    environment: { ...offlineEnvironment(cloud.url), ...FEWER_COLLECTIONS },
    processes: 1,
  });
  try {
    const index = indexSchemas(await pool.call('schema', new Uint8Array(0)), await pool.protocol());
    return sessionOver(path, pool, cloud, index);
  } catch (error) {
    pool.stop();
    cloud.close();
    throw error;
  }
}

function sessionOver(path: string, pool: Pool, cloud: DenyingCloud, index: SchemaIndex): Session {
  const bytes = (value: Plain): Uint8Array => encoder.encode(value);
  const shape = shapeOf(index.provider.block);
  const settings = Object.fromEntries(Object.entries(SETTINGS).filter(([name]) => shape.attributes.has(name)));
  const configBytes = bytes(buildConfig(shape, settings));
  const configuration = { bytes: configBytes, key: 'learn' };
  const calls = { validate: 0, plan: 0, read: 0 };
  return {
    identity: identityOf(path),
    index,
    calls,
    validate: async (kind, type, config) => {
      calls.validate++;
      if (kind === 'provider')
        return problemsOf(
          diagnosticsOf(await pool.call('validateProvider', validateProviderRequest(bytes(config))), 2),
        );
      const method = kind === 'resource' ? 'validateResource' : 'validateData';
      const request = validateRequest(type, bytes(config), kind === 'resource');
      return problemsOf(diagnosticsOf(await pool.call(method, request), 1));
    },
    plan: async (type, proposed, config, prior) => {
      calls.plan++;
      const request = planRequest({
        type,
        proposed: bytes(proposed),
        config: bytes(config),
        ...(prior !== undefined && { prior: bytes(prior) }),
      });
      const answer = decodePlanAnswer(await pool.call('plan', request, configuration));
      return {
        planned: answer.planned === undefined ? undefined : decode(answer.planned, { extensionCodec: codec }),
        problems: problemsOf(answer.diagnostics),
        replaced: answer.requiresReplace.flatMap((path) => placeOf(path) ?? []),
      };
    },
    read: async (type, config) => {
      calls.read++;
      const request = readDataRequest(type, bytes(config));
      return problemsOf(decodeReadAnswer(await pool.call('readData', request, configuration)).diagnostics);
    },
    stop: () => {
      pool.stop();
      cloud.close();
    },
  };
}

/** By their places, as a provider goes over its arguments in an order that changes from call to call; at one place its own order counts. */
function problemsOf(diagnostics: readonly ProviderDiagnostic[]): Problem[] {
  const keyOf = ({ place, title, detail }: Problem): string => place ?? `\n${title}\n${detail}`;
  return diagnostics
    .filter(({ severity }) => severity === 'error')
    .map(({ summary, detail, path }) => ({ title: summary, detail, place: placeMeant(placeOf(path), summary, detail) }))
    .sort((a, b) => compareTexts(keyOf(a), keyOf(b)));
}

const OWN_NAME = /^(?:expected|invalid value for) (?:length of )?(\w+) (?:to |\()/;

/** SDKv2 mixes up the steps of paths deep in blocks, now this way, now that; where the text names its place, that is right. */
function placeMeant(place: string | undefined, title: string, detail: string): string | undefined {
  const steps = place?.split('.') ?? [];
  if (steps.length < 3) return place;
  const path = new RegExp(`(?<![\\w.])${steps[0]}(?:\\.\\d+\\.\\w+){${steps.length - 1}}(?![\\w.])`);
  const named = (path.exec(title) ?? path.exec(detail))?.[0];
  if (named !== undefined) return named.replace(/\.\d+(?=\.)/g, '');
  return [...steps.slice(0, -1), OWN_NAME.exec(title)?.[1] ?? steps.at(-1)].join('.');
}

function placeOf(path: Path | undefined): string | undefined {
  if (path === undefined) return undefined;
  return path.flatMap((step) => (step.kind === 'attribute' ? [step.name] : [])).join('.');
}
