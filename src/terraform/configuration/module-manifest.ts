/** `.terraform/modules/modules.json`: where `terraform init` put the modules that it fetched. */
export const MANIFEST_PATH = '.terraform/modules/modules.json';

export interface InstalledModule {
  readonly source: string;
  readonly version: string | undefined;
  /** Folder, from the configuration's root. */
  readonly folder: string;
}

/** By the calls' names joined with dots: `network.subnets`. Empty where the text is not a manifest. */
export function readManifest(text: string): ReadonlyMap<string, InstalledModule> {
  const installed = new Map<string, InstalledModule>();
  let manifest: unknown;
  try {
    manifest = JSON.parse(text);
  } catch {
    return installed;
  }
  const rows = isRecord(manifest) && Array.isArray(manifest.Modules) ? manifest.Modules : [];
  for (const row of rows as unknown[]) {
    if (!isRecord(row) || typeof row.Key !== 'string' || typeof row.Dir !== 'string') continue;
    installed.set(row.Key, {
      source: typeof row.Source === 'string' ? row.Source : '',
      version: typeof row.Version === 'string' && row.Version !== '' ? row.Version : undefined,
      folder: row.Dir === '.' ? '' : row.Dir,
    });
  }
  return installed;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
