/** What a configuration asks to be executed. Such constructs are refused before anything starts, unless the user allows them. */
import type { Diagnostic } from '../../source/index.ts';
import type { Configuration, Module, ResourceDeclaration } from '../../terraform/index.ts';

/** Data sources and ephemeral resources whose provider runs a program, by type. */
const PROGRAMS = new Set(['external', 'local_command', 'shell_script']);

/** Provisioners run commands while resources are made or destroyed: here, or on machines that they connect to. */
export function executingProvisioners({ modules }: Configuration): Diagnostic[] {
  const found: Diagnostic[] = [];
  for (const { resources, removed } of modules) {
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
