/** The settings of Terraform's command line configuration (`.terraformrc`) that say where provider executables are. */
export interface CliConfiguration {
  readonly pluginCache: string | undefined;
  readonly mirrors: readonly string[];
}

/** Reads those settings and passes over the rest; a file that is wrong elsewhere is Terraform's to complain of. */
export function readCliConfiguration(text: string, home: string): CliConfiguration {
  const plain = text.replace(/^\s*(?:#|\/\/).*$/gm, '').replace(/\/\*[\s\S]*?\*\//g, '');
  const path = (quoted: string): string => quoted.replace(/^~(?=\/)/, home).replace(/\$HOME\b|\$\{HOME\}/g, home);
  const cache = /^\s*plugin_cache_dir\s*=\s*"([^"]*)"/m.exec(plain)?.[1];
  const mirrors: string[] = [];
  for (const [, body = ''] of plain.matchAll(/\bfilesystem_mirror\s*\{([^}]*)\}/g)) {
    const given = /\bpath\s*=\s*"([^"]*)"/.exec(body)?.[1];
    if (given !== undefined) mirrors.push(path(given));
  }
  return { pluginCache: cache === undefined ? undefined : path(cache), mirrors };
}
