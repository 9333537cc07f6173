/** Requests and responses of the calls that we make. Values travel as MessagePack bytes, which others encode and decode. */
import type { Path, ProviderDiagnostic } from '../provider.ts';
import { decodeDiagnostic, decodePath } from './diagnostics.ts';
import { bytesField, integerField, message, readFields, textField, textOf } from './wire.ts';

/** ClientCapabilities: write-only attributes are understood. */
const CAPABILITIES = integerField(2, 1);
const NULL_VALUE = Uint8Array.of(0xc0);

/** DynamicValue. */
function value(number: number, msgpack: Uint8Array): Uint8Array {
  return bytesField(number, bytesField(1, msgpack));
}

export function validateProviderRequest(config: Uint8Array): Uint8Array {
  return value(1, config);
}

/** Of a resource, a data source or an ephemeral resource. */
export function validateRequest(type: string, config: Uint8Array, managed: boolean): Uint8Array {
  const fields = [textField(1, type), value(2, config)];
  return managed ? message(...fields, bytesField(3, CAPABILITIES)) : message(...fields);
}

export function configureRequest(terraformVersion: string, config: Uint8Array): Uint8Array {
  return message(textField(1, terraformVersion), value(2, config));
}

export interface PlanRequestBytes {
  readonly type: string;
  readonly prior?: Uint8Array;
  readonly proposed: Uint8Array;
  readonly config: Uint8Array;
}

export function planRequest({ type, prior, proposed, config }: PlanRequestBytes): Uint8Array {
  return message(textField(1, type), value(2, prior ?? NULL_VALUE), value(3, proposed), value(4, config));
}

export function readDataRequest(type: string, config: Uint8Array): Uint8Array {
  return message(textField(1, type), value(2, config));
}

export function callFunctionRequest(name: string, args: readonly Uint8Array[]): Uint8Array {
  return message(textField(1, name), ...args.map((arg) => value(2, arg)));
}

/** The diagnostics of a response in which they are the field `number`. */
export function diagnosticsOf(response: Uint8Array, number: number): ProviderDiagnostic[] {
  const found: ProviderDiagnostic[] = [];
  readFields(response, (field) => {
    if (field.number === number) found.push(decodeDiagnostic(field.bytes));
  });
  return found;
}

export interface PlanAnswer {
  /** MessagePack; undefined where the provider sent none, as with errors. */
  readonly planned: Uint8Array | undefined;
  readonly requiresReplace: readonly Path[];
  readonly diagnostics: readonly ProviderDiagnostic[];
  readonly legacyTypeSystem: boolean;
}

export function decodePlanAnswer(response: Uint8Array): PlanAnswer {
  let planned: Uint8Array | undefined;
  let legacyTypeSystem = false;
  const requiresReplace: Path[] = [];
  const diagnostics: ProviderDiagnostic[] = [];
  readFields(response, ({ number, bytes, integer }) => {
    if (number === 1) planned = msgpackOf(bytes);
    else if (number === 2) requiresReplace.push(decodePath(bytes));
    else if (number === 4) diagnostics.push(decodeDiagnostic(bytes));
    else if (number === 5) legacyTypeSystem = integer !== 0;
  });
  return { planned, requiresReplace, diagnostics, legacyTypeSystem };
}

export interface ReadAnswer {
  readonly state: Uint8Array | undefined;
  readonly diagnostics: readonly ProviderDiagnostic[];
}

export function decodeReadAnswer(response: Uint8Array): ReadAnswer {
  let state: Uint8Array | undefined;
  const diagnostics: ProviderDiagnostic[] = [];
  readFields(response, ({ number, bytes }) => {
    if (number === 1) state = msgpackOf(bytes);
    else if (number === 2) diagnostics.push(decodeDiagnostic(bytes));
  });
  return { state, diagnostics };
}

export type FunctionAnswer = { readonly result: Uint8Array } | { readonly error: string; readonly argument?: number };

export function decodeFunctionAnswer(response: Uint8Array): FunctionAnswer {
  let result: Uint8Array = NULL_VALUE;
  let error: string | undefined;
  let argument: number | undefined;
  readFields(response, ({ number, bytes }) => {
    if (number === 1) result = msgpackOf(bytes) ?? NULL_VALUE;
    else if (number === 2) {
      error = '';
      readFields(bytes, (field) => {
        if (field.number === 1) error = textOf(field.bytes);
        else if (field.number === 2) argument = field.integer;
      });
    }
  });
  if (error === undefined) return { result };
  return { error, ...(argument !== undefined && { argument }) };
}

/** The MessagePack bytes of a DynamicValue. */
function msgpackOf(bytes: Uint8Array): Uint8Array | undefined {
  let found: Uint8Array | undefined;
  readFields(bytes, (field) => {
    if (field.number === 1) found = field.bytes;
  });
  return found;
}
