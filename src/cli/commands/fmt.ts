/** `terrasmith fmt`: rewrites configuration files in the canonical style, as `terraform fmt` does. */
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { format, parseNative } from '../../hcl/index.ts';
import { decodeSource, lineAt } from '../../source/index.ts';
import { unifiedDiff } from '../../util/unified-diff/index.ts';
import type { Register } from '../commands.ts';
import { CliError, EXIT } from '../errors.ts';
import { readText } from '../read-text.ts';

interface FmtFlags {
  readonly recursive?: boolean;
  readonly check?: boolean;
  readonly diff?: boolean;
}

const FORMATTED = /\.(tf|tfvars|tftest\.hcl|tfmock\.hcl)$/;
/** With --check: some file is not formatted (Terraform's own code for that). */
const NOT_FORMATTED = 3;

const EXAMPLES = `
Examples:
  $ terrasmith fmt                     the files of this folder, in place
  $ terrasmith fmt --recursive --check infra
  $ terrasmith fmt - < main.tf         standard input to standard output

Exit codes: 0 done, 2 a syntax error or wrong use, 3 with --check: something is not formatted.`;

export const registerFmt: Register = (program: Command, report) => {
  program
    .command('fmt')
    .description('Rewrite .tf and .tfvars files in the canonical style.')
    .argument('[paths...]', 'files and folders, or - for standard input')
    .option('--recursive', 'also the folders inside folders')
    .option('--check', 'change nothing; exit 3 if something is not formatted')
    .option('--diff', 'print the changes')
    .addHelpText('after', EXAMPLES)
    .action(async (paths: readonly string[], flags: FmtFlags) => {
      if (paths.length === 1 && paths[0] === '-') return formatInput(flags, report);
      for (const path of paths.length === 0 ? ['.'] : paths) {
        for (const file of await filesToFormat(path, flags.recursive === true)) await formatFile(file, flags, report);
      }
    });
};

async function formatInput(flags: FmtFlags, report: (code: number) => void): Promise<void> {
  const text = await readText('-', 'configuration');
  if (!reportSyntax('<stdin>', Buffer.from(text), report)) return;
  const formatted = format(text);
  if (flags.check) {
    if (formatted !== text) report(NOT_FORMATTED);
    return;
  }
  process.stdout.write(flags.diff ? diffOf('<stdin>', text, formatted) : formatted);
  if (!flags.diff && !formatted.endsWith('\n')) process.stdout.write('\n');
}

async function formatFile(path: string, flags: FmtFlags, report: (code: number) => void): Promise<void> {
  const bytes = await readFile(path);
  if (!reportSyntax(path, bytes, report)) return;
  const text = decodeSource(path, bytes).text;
  const formatted = format(text);
  if (formatted === text) return;
  process.stdout.write(`${path}\n`);
  if (flags.diff) process.stdout.write(diffOf(path, text, formatted));
  if (flags.check) report(NOT_FORMATTED);
  else await writeFile(path, formatted);
}

/** As `terraform fmt -diff` prints it. */
const diffOf = (path: string, before: string, after: string) =>
  unifiedDiff([`old/${path}`, `new/${path}`], before, after);

/** Whether the text can be formatted; says what is wrong where it cannot. */
function reportSyntax(name: string, bytes: Uint8Array, report: (code: number) => void): boolean {
  const source = decodeSource(name, bytes);
  const { diagnostics } = parseNative(source);
  if (diagnostics.length === 0) return true;
  for (const { summary, detail, span } of diagnostics) {
    const place = span === undefined ? name : `${name}:${lineAt(source, span.start)}`;
    process.stderr.write(`Error: ${summary} (${place})\n${detail}\n`);
  }
  report(EXIT.usage);
  return false;
}

async function filesToFormat(path: string, recursive: boolean): Promise<readonly string[]> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) throw new CliError(`there is no file or folder ${path}`);
  if (!found.isDirectory()) {
    if (!FORMATTED.test(path)) throw new CliError(`${path} is not a .tf or .tfvars file`);
    return [path];
  }
  const files: string[] = [];
  const entries = await readdir(path, { withFileTypes: true });
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    if (entry.name.startsWith('.') || entry.name.endsWith('~')) continue;
    const inner = path === '.' ? entry.name : join(path, entry.name);
    if (entry.isDirectory()) {
      if (recursive) files.push(...(await filesToFormat(inner, true)));
    } else if (FORMATTED.test(entry.name)) files.push(inner);
  }
  return files;
}
