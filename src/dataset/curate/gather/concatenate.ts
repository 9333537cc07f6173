/** A module as one text: what Terraform reads together stands together, so that a model learns from the whole. */
import { normalised, withoutCredentials } from '../../pairs/normalise.ts';
import type { Files } from '../../pairs/pair.ts';
import { withoutPins } from './settings.ts';

/**
 * All `.tf` files of a folder in the order of their names as its `main.tf`; overrides, JSON, values of variables and other texts
 * stay files. In `fmt`'s layout, without comments, pins of versions and backends; credentials are replaced.
 */
export function concatenated(files: Files, format: (text: string) => string): Files {
  const parts = new Map<string, string[]>();
  const rest: Record<string, string> = {};
  for (const path of Object.keys(files).sort()) {
    const text = files[path] as string;
    if (!path.endsWith('.tf')) rest[path] = text;
    else if (/(^|\/|_)override\.tf$/.test(path)) Object.assign(rest, normalised({ [path]: text }, format));
    else {
      const main = `${path.slice(0, path.lastIndexOf('/') + 1)}main.tf`;
      parts.set(main, [...(parts.get(main) ?? []), text.trim()]);
    }
  }
  const joined = Object.fromEntries([...parts].map(([path, texts]) => [path, texts.join('\n\n')]));
  const plain = mapped(normalised(joined, format), withoutPins);
  return { ...normalised(plain, format), ...mapped(rest, withoutCredentials) };
}

const mapped = (files: Files, change: (text: string) => string): Files =>
  Object.fromEntries(Object.entries(files).map(([path, text]) => [path, change(text)]));
