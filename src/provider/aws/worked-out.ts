/** Attributes that the provider works out from the configuration while planning, where others stay unknown until applied. */
import {
  elementsOf,
  entriesOf,
  isWhollyKnown,
  type KnownValue,
  objectValue,
  STRING,
  setValue,
  stringValue,
  type Type,
  unknownOf,
  type Value,
} from '../../cty/index.ts';

type Members = ReadonlyMap<string, Value>;

/** Empty where nothing is worked out. */
export function workedOut(type: string, planned: KnownValue): Members {
  return WORKERS[type]?.(entriesOf(planned)) ?? new Map();
}

const WORKERS: Readonly<Record<string, (members: Members) => Members>> = { aws_acm_certificate: certificate };

/** The names of a certificate always hold its own; with validation by DNS each name gets its record, whose parts AWS chooses. */
function certificate(members: Members): Members {
  const domain = members.get('domain_name');
  if (domain?.state !== 'known' || domain.data === '') return new Map();
  const others = members.get('subject_alternative_names');
  const given = others?.state === 'known' && isWhollyKnown(others) ? elementsOf(others) : [];
  const names = [...new Set([...given, domain].map(({ data }) => data as string))];
  const found = new Map<string, Value>([['subject_alternative_names', setValue(STRING, names.map(stringValue))]]);
  const options = members.get('domain_validation_options')?.type;
  const method = members.get('validation_method');
  if (options?.kind === 'set' && method?.state === 'known' && method.data === 'DNS') {
    const records = names.map((name) => record(options.element, name.replace(/\.$/, '')));
    found.set('domain_validation_options', setValue(options.element, records));
  }
  return found;
}

function record(type: Type, name: string): Value {
  const attributes = type.kind === 'object' ? type.attributes : new Map<string, Type>();
  const known = (attribute: string) => (attribute === 'domain_name' ? stringValue(name) : undefined);
  return objectValue([...attributes].map(([key, of]) => [key, known(key) ?? unknownOf(of)] as const));
}
