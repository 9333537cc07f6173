/**
 * Version numbers and the constraints on them (`~> 1.9`, `>= 4.0, != 4.3.1`), with the rules of Terraform's own library
 * for them: any number of segments, prereleases that only a constraint naming a prerelease can match.
 */
export interface Version {
  /** At least three. */
  readonly segments: readonly number[];
  /** How many segments were written. */
  readonly written: number;
  readonly prerelease: string;
}

export type ConstraintOperator = '=' | '!=' | '>' | '<' | '>=' | '<=' | '~>';
export interface ConstraintPart {
  readonly operator: ConstraintOperator;
  readonly version: Version;
}
/** All parts must hold. */
export type VersionConstraints = readonly ConstraintPart[];

const VERSION =
  'v?([0-9]+(?:\\.[0-9]+)*?)(?:-([0-9]+[0-9A-Za-z\\-~]*(?:\\.[0-9A-Za-z\\-~]+)*)|-?([A-Za-z\\-~]+[0-9A-Za-z\\-~]*(?:\\.[0-9A-Za-z\\-~]+)*))?(?:\\+[0-9A-Za-z\\-~]+(?:\\.[0-9A-Za-z\\-~]+)*)?';
const WHOLE_VERSION = new RegExp(`^${VERSION}$`);
const CONSTRAINT = new RegExp(`^\\s*(=|!=|>=|<=|>|<|~>|)\\s*(${VERSION})\\s*$`);

/** Undefined where the text is not a version. */
export function parseVersion(text: string): Version | undefined {
  const match = WHOLE_VERSION.exec(text);
  if (match === null) return undefined;
  const segments = (match[1] as string).split('.').map(Number);
  const written = segments.length;
  while (segments.length < 3) segments.push(0);
  return { segments, written, prerelease: match[2] ?? match[3] ?? '' };
}

const parsed = new Map<string, VersionConstraints | string>();
const REMEMBERED_CONSTRAINTS = 10_000;

/** The constraints, or the sentence that says which part cannot be read. */
export function parseConstraints(text: string): VersionConstraints | string {
  let result = parsed.get(text);
  if (result === undefined) {
    result = readConstraints(text);
    if (parsed.size >= REMEMBERED_CONSTRAINTS) parsed.clear();
    parsed.set(text, result);
  }
  return result;
}

function readConstraints(text: string): VersionConstraints | string {
  const parts: ConstraintPart[] = [];
  for (const part of text.split(',')) {
    const match = CONSTRAINT.exec(part);
    const version = match === null ? undefined : parseVersion(match[2] as string);
    if (match === null || version === undefined) return `“${part.trim()}” is not a version constraint`;
    parts.push({ operator: (match[1] || '=') as ConstraintOperator, version });
  }
  return parts;
}

export function satisfies(version: Version, constraints: VersionConstraints): boolean {
  return constraints.every((part) => holds(version, part));
}

function holds(version: Version, { operator, version: bound }: ConstraintPart): boolean {
  const order = compareVersions(version, bound);
  switch (operator) {
    case '=':
      return order === 0;
    case '!=':
      return order !== 0;
    case '>':
      return prereleaseFits(version, bound) && order > 0;
    case '<':
      return prereleaseFits(version, bound) && order < 0;
    case '>=':
      return prereleaseFits(version, bound) && order >= 0;
    case '<=':
      return prereleaseFits(version, bound) && order <= 0;
    case '~>':
      return pessimistic(version, bound, order);
  }
}

/** A prerelease satisfies an order constraint only if that names a prerelease of the same version. */
function prereleaseFits(version: Version, bound: Version): boolean {
  if (version.prerelease === '') return true;
  return bound.prerelease !== '' && compareSegments(version, bound) === 0;
}

function pessimistic(version: Version, bound: Version, order: number): boolean {
  if (!prereleaseFits(version, bound) || (bound.prerelease !== '' && version.prerelease === '')) return false;
  if (order < 0 || bound.segments.length > version.segments.length) return false;
  for (let i = 0; i < bound.written - 1; i++) if (version.segments[i] !== bound.segments[i]) return false;
  const last = bound.segments.length - 1;
  return (bound.segments[last] as number) <= (version.segments[last] as number);
}

export function compareVersions(a: Version, b: Version): number {
  return compareSegments(a, b) || comparePrerelease(a.prerelease, b.prerelease);
}

function compareSegments(a: Version, b: Version): number {
  const length = Math.max(a.segments.length, b.segments.length);
  for (let i = 0; i < length; i++) {
    const difference = (a.segments[i] ?? 0) - (b.segments[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function comparePrerelease(a: string, b: string): number {
  if (a === b) return 0;
  if (a === '') return 1;
  if (b === '') return -1;
  const left = a.split('.');
  const right = b.split('.');
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const order = comparePart(left[i] ?? '', right[i] ?? '');
    if (order !== 0) return order;
  }
  return 0;
}

function comparePart(a: string, b: string): number {
  if (a === b) return 0;
  const aNumber = /^[0-9]+$/.test(a);
  const bNumber = /^[0-9]+$/.test(b);
  if (a === '') return bNumber ? -1 : 1;
  if (b === '') return aNumber ? 1 : -1;
  if (aNumber && bNumber) return Number(a) - Number(b);
  if (aNumber !== bNumber) return aNumber ? -1 : 1;
  return a < b ? -1 : 1;
}

/** The newest of the versions that satisfies every constraint. */
export function newestSatisfying(versions: readonly string[], constraints: VersionConstraints): string | undefined {
  let best: { text: string; version: Version } | undefined;
  for (const text of versions) {
    const version = parseVersion(text);
    if (version === undefined || !satisfies(version, constraints)) continue;
    if (best === undefined || compareVersions(version, best.version) > 0) best = { text, version };
  }
  return best?.text;
}
