/** The provider's side of the calls: requests as Terraform sends them, and answers, in protocol 6. */
import type { Path, ProviderDiagnostic } from '../provider.ts';
import { bytesField, integerField, message, readFields, textField, textOf } from './wire.ts';

const NULL_VALUE = Uint8Array.of(0xc0);

export interface ServedRequest {
  /** Of each field: the text where it is one, and the MessagePack bytes where it is a DynamicValue. */
  readonly text: (number: number) => string;
  /** MessagePack; null where the field is absent. */
  readonly value: (number: number) => Uint8Array;
  readonly values: (number: number) => readonly Uint8Array[];
  readonly bytes: (number: number) => Uint8Array | undefined;
}

export function readRequest(request: Uint8Array): ServedRequest {
  const fields = new Map<number, Uint8Array[]>();
  readFields(request, ({ number, bytes }) => {
    const earlier = fields.get(number);
    if (earlier === undefined) fields.set(number, [bytes]);
    else earlier.push(bytes);
  });
  const bytes = (number: number): Uint8Array | undefined => fields.get(number)?.at(-1);
  const dynamic = (field: Uint8Array | undefined): Uint8Array => {
    let found: Uint8Array = NULL_VALUE;
    if (field !== undefined)
      readFields(field, (part) => {
        if (part.number === 1 && part.bytes.length > 0) found = part.bytes;
      });
    return found;
  };
  return {
    bytes,
    text: (number) => textOf(bytes(number) ?? new Uint8Array(0)),
    value: (number) => dynamic(bytes(number)),
    values: (number) => (fields.get(number) ?? []).map(dynamic),
  };
}

/** The JSON of a RawState, as the state file holds an instance's attributes. */
export function rawStateJson(rawState: Uint8Array | undefined): unknown {
  let json = '';
  if (rawState !== undefined)
    readFields(rawState, ({ number, bytes }) => {
      if (number === 1) json = textOf(bytes);
    });
  return json === '' ? undefined : JSON.parse(json);
}

/** A DynamicValue as a field. */
export function valueField(number: number, msgpack: Uint8Array): Uint8Array {
  return bytesField(number, bytesField(1, msgpack));
}

export function diagnosticFields(number: number, diagnostics: readonly ProviderDiagnostic[]): Uint8Array[] {
  return diagnostics.map((diagnostic) => bytesField(number, encodeDiagnostic(diagnostic)));
}

export function encodeDiagnostic({ severity, summary, detail, path }: ProviderDiagnostic): Uint8Array {
  return message(
    integerField(1, severity === 'error' ? 1 : 2),
    textField(2, summary),
    textField(3, detail),
    ...(path === undefined ? [] : [bytesField(4, encodePath(path))]),
  );
}

/** A path ends before an element of a set, which the protocol cannot name. */
export function encodePath(path: Path): Uint8Array {
  const end = path.findIndex(({ kind }) => kind === 'element');
  const steps = (end < 0 ? path : path.slice(0, end)).map((step) => {
    if (step.kind === 'attribute') return bytesField(1, textField(1, step.name));
    if (step.kind === 'element') throw new Error('an element of a set has no step in the protocol');
    return bytesField(1, typeof step.key === 'string' ? textField(2, step.key) : integerField(3, step.key));
  });
  return message(...steps);
}
