/** Where real Terraform comes from: repositories, each a tree of files that is read as far as it is needed. */

export interface Repository {
  readonly name: string;
  /** Paths of its files with forward slashes, sorted; nothing outside, no links. */
  readonly paths: readonly string[];
  /** Undefined where it is too large, no UTF-8 text, or gone. */
  read(path: string): string | undefined;
}

/** A folder or archive that cannot be read; the rest goes on without it. */
export interface SourceProblem {
  readonly source: string;
  readonly reason: string;
}

export const LIMITS = {
  /** Bytes of one file that is looked at. */
  fileBytes: 1024 * 1024,
  /** Entries of one archive, or files of one repository. */
  entries: 200_000,
  /** Bytes of an archive's files that are kept while it is worked on. */
  keptBytes: 256 * 1024 * 1024,
  /** Bytes that an archive may unpack to, what is left out included. */
  unpackedBytes: 4 * 1024 * 1024 * 1024,
} as const;

/** Folders that hold copies of other people's modules, or nothing that was written by hand. */
const FOREIGN = new Set(['.git', '.terraform', '.terragrunt-cache', 'node_modules', 'vendor', '__MACOSX']);

export const isForeign = (path: string): boolean => path.split('/').some((part) => FOREIGN.has(part));

/** What a configuration may be made of, or may read; everything else stays in the archive. */
export function isOfInterest(path: string): boolean {
  return !isForeign(path) && (READ.test(path) || /(^|\/)licen[cs]e[^/]*$/i.test(path));
}

const READ =
  /\.(tf|tfvars|tftpl|tpl|tmpl|gotmpl|j2|jinja2?|json|ya?ml|toml|xml|csv|ini|conf|cfg|env|properties|service|html?|css|svg|sh|bash|ps1|py|js|mjs|ts|rb|go|sql|txt|md|pub|pem|crt|rego|hcl|graphql|vtl|asl)$|(^|\/)[Dd]ockerfile[^/]*$/;

/** Undefined for bytes that are no UTF-8, or hold a NUL. */
export function textOf(bytes: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return text.includes('\0') ? undefined : text;
  } catch {
    return undefined;
  }
}
