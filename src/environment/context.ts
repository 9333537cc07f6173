/** What of a folder a model is shown, and may change: the texts of a configuration. Everything else is there when it is verified. */
import type { Files as Texts } from '../agent/index.ts';
import type { Files } from '../verify/index.ts';

export interface Context {
  readonly base: Texts;
  readonly rest: Files;
}

const SHOWN = /\.(?:tf|tf\.json|tfvars|tftpl|tpl|json|ya?ml|sh|py|js|rego|txt|sql|conf|html|pem|pub)$/;
/** Files that are no part of the language are shown while they are short. */
const LONGEST_OTHER = 8_000;

export function contextOf(files: Files): Context {
  const base: Record<string, string> = {};
  const rest: Record<string, string | Uint8Array> = {};
  for (const [path, content] of Object.entries(files)) {
    const text = isShown(path) ? textOf(content) : undefined;
    if (text !== undefined && (isConfiguration(path) || text.length <= LONGEST_OTHER)) base[path] = text;
    else rest[path] = content;
  }
  return { base, rest };
}

const isConfiguration = (path: string) => /\.(?:tf|tf\.json|tfvars)$/.test(path);

function isShown(path: string): boolean {
  return SHOWN.test(path) && !path.split('/').some((part) => part.startsWith('.'));
}

/** Undefined for bytes that are no UTF-8. */
function textOf(content: string | Uint8Array): string | undefined {
  if (typeof content === 'string') return content;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content);
  } catch {
    return undefined;
  }
}
