/** Fills the holes of a fact's title and detail, and prints values as Go does. */
import { isCollection, type Numeric, type Value } from '../../cty/index.ts';
import { quoteGo } from '../../util/quote-go.ts';
import type { Path } from '../provider.ts';

export interface Holes {
  readonly path: Path;
  readonly value?: Value;
  readonly values?: readonly (string | number | boolean)[];
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  readonly length?: number | undefined;
  readonly reason?: string | undefined;
  readonly paths?: readonly string[];
  readonly given?: readonly string[];
}

const HOLE = /\{\{|\{([a-z]+)\}/g;

export function fillTemplate(template: string, holes: Holes): string {
  return template.replace(HOLE, (whole, name: string | undefined) => {
    if (name === undefined) return '{';
    switch (name) {
      case 'path':
        return dottedPath(holes.path);
      case 'steps':
        return bracketedPath(holes.path);
      case 'name':
        return lastName(holes.path);
      case 'value':
        return holes.value === undefined ? '' : printValue(holes.value);
      case 'lower':
        return holes.value === undefined ? '' : printValue(holes.value).toLowerCase();
      case 'quoted':
        return quoteGo(holes.value === undefined ? '' : printValue(holes.value));
      case 'float':
        return holes.value?.state === 'known' && typeof holes.value.data === 'number'
          ? holes.value.data.toFixed(6)
          : '';
      case 'values':
        return `[${(holes.values ?? []).map((value) => (typeof value === 'string' ? quoteGo(value) : String(value))).join(' ')}]`;
      case 'plain':
        return `[${(holes.values ?? []).join(' ')}]`;
      case 'min':
        return String(holes.min ?? '');
      case 'max':
        return String(holes.max ?? '');
      case 'length':
        return String(holes.length ?? '');
      case 'reason':
        return holes.reason ?? '';
      case 'paths':
        return (holes.paths ?? []).join(',');
      case 'given':
        return (holes.given ?? []).join(',');
      case 'lines':
        return (holes.paths ?? []).join('\n');
      default:
        return whole;
    }
  });
}

/** `filter.0.exists`; an element of a set is named by its place in the set's order. */
export function dottedPath(path: Path): string {
  return path
    .map((step) =>
      step.kind === 'attribute' ? step.name : String(step.kind === 'index' ? step.key : (step.index ?? 0)),
    )
    .join('.');
}

/** `filter[0].exists` */
export function bracketedPath(path: Path): string {
  let text = '';
  for (const step of path) {
    if (step.kind === 'attribute') text += text === '' ? step.name : `.${step.name}`;
    else if (step.kind === 'index') text += typeof step.key === 'number' ? `[${step.key}]` : `[${quoteGo(step.key)}]`;
    else text += `[Value(${printValue(step.value)})]`;
  }
  return text;
}

function lastName(path: Path): string {
  for (let i = path.length - 1; i >= 0; i--) {
    const step = path[i];
    if (step?.kind === 'attribute') return step.name;
  }
  return '';
}

/** A value as Go's %v prints what the SDK holds. */
export function printValue(value: Value): string {
  if (value.state !== 'known') return value.state === 'null' ? '<nil>' : '(unknown)';
  const { data } = value;
  if (typeof data === 'string') return data;
  if (typeof data === 'boolean') return String(data);
  if (typeof data === 'number') return String(data);
  if (Array.isArray(data)) return `[${(data as readonly Value[]).map(printValue).join(' ')}]`;
  if (data instanceof Map)
    return `map[${[...(data as ReadonlyMap<string, Value>)].map(([key, item]) => `${key}:${printValue(item)}`).join(' ')}]`;
  return isCollection(value.type) ? '' : String(numberOf(data as Numeric));
}

/** A number as a double; exact where it is a whole number that a double holds. */
export function numberOf(number: Numeric): number {
  if (typeof number === 'number') return number;
  return Number(number.mantissa) * 2 ** number.exponent;
}
