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
  const packed = packedVersion(basename(path), parts.at(-1) as string);
  if (packed !== undefined) return { address: parts.slice(-3).join('/'), version: packed };
  if (host?.includes('.') && folder === type && folderVersion !== undefined && /^\d+\.\d+\.\d+/.test(folderVersion)) {
    return { address: `${host}/${namespace}/${type}`, version: folderVersion };
  }
  return { address: `registry.terraform.io/hashicorp/${type}`, version: version ?? '0.0.0' };
}

/** The version in the name of a mirror's zip file, such as `terraform-provider-aws_5.100.0_linux_amd64.zip`. */
export function packedVersion(name: string, type: string, platform = ''): string | undefined {
  if (!name.startsWith(`terraform-provider-${type}_`) || !name.endsWith(`${platform}.zip`)) return undefined;
  return /_(\d+\.\d+\.\d+[0-9A-Za-z.+-]*)_[0-9a-z]+_[0-9a-z]+\.zip$/.exec(name)?.[1];
}

export function isProviderFile(name: string): boolean {
  return FILE.test(name);
}
