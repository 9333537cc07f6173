/** What may be referred to where no configuration is loaded: only `path` and `terraform.workspace`. */
import type { Expression } from '../../hcl/index.ts';
import { variablesOf } from '../../hcl/index.ts';
import type { Diagnostic } from '../../source/index.ts';
import { parseReference, type ReferenceSubject } from '../reference.ts';

const PATHS: ReadonlySet<string> = new Set(['module', 'root', 'cwd']);

export function checkBareReferences(expression: Expression): readonly Diagnostic[] {
  const problems: Diagnostic[] = [];
  for (const traversal of variablesOf(expression)) {
    const reference = parseReference(traversal, problems);
    if (reference === undefined) continue;
    const summary = refusal(reference.subject);
    if (summary === undefined) continue;
    const detail = 'There is nothing of that name here.';
    problems.push({ severity: 'error', code: 'terraform/bare-reference', summary, detail, span: reference.span });
  }
  return problems;
}

function refusal(subject: ReferenceSubject): string | undefined {
  switch (subject.kind) {
    case 'path':
      return PATHS.has(subject.name) ? undefined : 'Invalid "path" attribute';
    case 'terraform':
      return subject.name === 'workspace' ? undefined : 'Invalid "terraform" attribute';
    case 'variable':
      return 'Reference to undeclared input variable';
    case 'local':
      return 'Reference to undeclared local value';
    case 'module':
      return 'Reference to undeclared module';
    case 'resource':
      return 'Reference to undeclared resource';
    case 'each':
      return subject.name === 'value'
        ? 'each.value cannot be used in this context'
        : 'Reference to "each" in context without for_each';
    case 'count':
      return 'Reference to "count" in non-counted context';
    case 'self':
      return 'Invalid "self" reference';
  }
}
