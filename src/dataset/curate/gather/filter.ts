/** What is left out before anything is verified: what is no configuration of its own, or not of the providers that are wanted. */
import { typesIn } from '../../types-in.ts';
import { PERMISSIVE, type RealModule } from './module.ts';

export interface FilterOptions {
  /** Names of providers such as `aws`; others are left out. */
  readonly providers: ReadonlySet<string>;
  /** Only repositories under a licence that lets everybody do everything. */
  readonly permissive: boolean;
  /** Characters of all files together. */
  readonly maxCharacters: number;
}

/** Why a module is left out; undefined for one that stays. */
export function reasonAgainst(module: RealModule, options: FilterOptions): string | undefined {
  const text = Object.values(module.files).join('\n');
  if (options.permissive && !PERMISSIVE.has(module.license ?? '')) return 'no permissive licence';
  if (text.length > options.maxCharacters) return 'too long';
  const types = typesIn(text, 'resource');
  if (types.length === 0) return 'no resource';
  if (module.foreignModules.some((source) => source.startsWith('.'))) return 'a module outside of its folder';
  if (module.foreignModules.length > 0) return 'a module from elsewhere';
  const others = providersOf(text).filter((name) => !options.providers.has(name));
  return others.length === 0 ? undefined : 'other providers';
}

/** Of terraform itself, which every configuration may use. */
const BUILT_IN = 'terraform';

/** `aws = { source = "hashicorp/aws" }`, with or without a version before it. */
const REQUIRED = /=\s*\{\s*(?:version\s*=\s*"[^"]*"\s*,?\s*)?source\s*=\s*"(?:[\w-][\w.-]*\/)?[\w-]+\/([\w-]+)"/g;

function providersOf(text: string): string[] {
  const byType = [...typesIn(text, 'resource'), ...typesIn(text, 'data')].map((type) => type.split('_')[0] as string);
  const required = [...text.matchAll(REQUIRED)].map((each) => each[1] as string);
  return [...new Set([...byType, ...required])].filter((name) => name !== BUILT_IN);
}
