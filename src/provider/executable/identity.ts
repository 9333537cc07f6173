/** Which provider an executable is, told from where it lies. */
import { basename, dirname } from 'node:path';

export interface Identity {
  /** Such as `registry.terraform.io/hashicorp/aws`. */
  readonly address: string;
  readonly version: string;
}

const FILE = /^terraform-provider-([0-9A-Za-z-]+?)(?:_v?(\d+\.\d+\.\d+[0-9A-Za-z.-]*?))?(?:_x\d+)?(?:\.exe)?$/;

/** From `…/HOST/NAMESPACE/TYPE/VERSION/OS_ARCH/terraform-provider-TYPE_vVERSION_x5`, else from the file's name alone. */
export function identityOf(path: string): Identity {
  const [, type = 'unknown', version] = FILE.exec(basename(path)) ?? [];
  const parts = dirname(path).split('/');
  const [host, namespace, folder, folderVersion] = parts.slice(-5);
  if (host?.includes('.') && folder === type && folderVersion !== undefined && /^\d+\.\d+\.\d+/.test(folderVersion)) {
    return { address: `${host}/${namespace}/${type}`, version: folderVersion };
  }
  return { address: `registry.terraform.io/hashicorp/${type}`, version: version ?? '0.0.0' };
}

export function isProviderFile(name: string): boolean {
  return FILE.test(name);
}
