/** What a configuration asks to be executed. Such constructs are refused before anything starts, unless the user allows them. */
import { bodyPartialContent } from '../../hcl/index.ts';
import type { Diagnostic } from '../../source/index.ts';
import type { Configuration, Module, ResourceDeclaration } from '../../terraform/index.ts';

/** Data sources and ephemeral resources whose provider runs a program, by type. */
const PROGRAMS = new Set(['external', 'local_command', 'shell_script']);
/** Resources whose provider runs a program where they are made. */
const RUNNING = new Set(['shell_script', 'ansible_playbook', 'docker_image']);

/** Provisioners run commands while resources are made or destroyed: here, or on machines that they connect to. */
export function executingProvisioners({ modules }: Configuration): Diagnostic[] {
  const found: Diagnostic[] = [];
  for (const { resources, removed } of modules) {
    for (const { mode, type, address, span } of resources.values())
      if (mode === 'managed' && RUNNING.has(type)) found.push(refusal(`Making ${address}`, { span, address }));
    for (const { address, provisioners } of resources.values())
      for (const { type, span } of provisioners)
        found.push(refusal(`The ${type} provisioner of ${address}`, { span, address }));
    for (const { provisioners } of removed)
      for (const { type, span } of provisioners)
        found.push(refusal(`The ${type} provisioner of a removed block`, { span }));
  }
  return found;
}

/** Data sources that run a program as soon as they are read, which planning does. */
export function executingDataSources({ modules }: Configuration): Diagnostic[] {
  const found: Diagnostic[] = [];
  for (const module of modules)
    for (const { mode, type, address, span } of declarationsOf(module))
      if (mode !== 'managed' && PROGRAMS.has(type)) found.push(refusal(`Reading ${address}`, { span, address }));
  return found;
}

/** Arguments of provider configurations by which an executable is made to run a program: asked where nothing of ours stands between. */
export function executingConfigurations({ modules }: Configuration): Diagnostic[] {
  const found: Diagnostic[] = [];
  for (const { providerConfigurations } of modules)
    for (const { localName, body, span } of providerConfigurations.values()) {
      const { content } = bodyPartialContent(body, EXECUTING, []);
      if (content.attributes.size > 0 || content.blocks.length > 0)
        found.push(refusal(`What the configuration of provider ${localName} names`, { span }));
    }
  return found;
}

const EXECUTING = {
  attributes: [
    'shared_config_files',
    'shared_credentials_files',
    'shared_credentials_file',
    'config_path',
    'config_paths',
  ].map((name) => ({ name, required: false })),
  blocks: ['exec', 'kubernetes'].map((type) => ({ type, labels: [] })),
};

/** Resources of a module, and the data sources of its checks. */
export function declarationsOf({ resources, checks }: Module): ResourceDeclaration[] {
  const declared = [...resources.values()];
  for (const { data } of checks.values()) if (data !== undefined && !declared.includes(data)) declared.push(data);
  return declared;
}

function refusal(what: string, place: Pick<Diagnostic, 'span' | 'address'>): Diagnostic {
  return {
    severity: 'error',
    code: 'sandbox/execution-refused',
    summary: 'Execution refused',
    detail: `${what} would run a program, which is not done with configurations that may come of a model. Allow it with --allow-exec.`,
    ...place,
  };
}

const FILE_FUNCTION =
  /\b(?:file|templatefile|fileset|fileexists|filebase64|file(?:base64)?(?:md5|sha1|sha256|sha512))\s*\(/g;
/** A relative path written out, below the module or the root, that never goes up. */
const PLAIN_PATH = /^\s*"(?:\$\{path\.(?:module|root)\}\/)?(?![/~])(?:(?!\.\.|\$\{|%\{|\\)[^"])*"\s*[,)]/;

/**
 * File functions whose path is not plainly inside the folder. Only asked where a program cannot be shut into the folder: a path
 * that is decided while Terraform runs can be judged by nobody else.
 */
export function readingElsewhere(files: ReadonlyMap<string, string | Uint8Array>): Diagnostic[] {
  const found: Diagnostic[] = [];
  for (const [name, content] of files) {
    if (!/\.(tf|tf\.json|tofu|tftpl|tmpl|tpl)$/.test(name)) continue;
    const text = typeof content === 'string' ? content : Buffer.from(content).toString();
    for (const { index, 0: call } of text.matchAll(FILE_FUNCTION)) {
      const end = index + call.length;
      if (PLAIN_PATH.test(text.slice(end, end + 400))) continue;
      found.push({
        severity: 'error',
        code: 'sandbox/reading-refused',
        summary: 'Reading refused',
        detail:
          'The path of this file function is not plainly inside the folder, and this system cannot shut Terraform into it. Allow it with --allow-exec.',
        span: { source: { name, text }, start: index, end },
      });
    }
  }
  return found;
}
