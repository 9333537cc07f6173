/** Values for root variables from files: `terraform.tfvars`, `*.auto.tfvars`, both also in JSON. */
import { objectValue, type Value } from '../../cty/index.ts';
import { evaluate, justAttributes, parseJsonBody, parseNative } from '../../hcl/index.ts';
import { type Diagnostic, decodeSource, hasErrors, type Source, type Span } from '../../source/index.ts';
import { append } from '../../util/append.ts';
import type { FileTree } from '../configuration/module-files.ts';
import { mistake } from '../configuration/problem.ts';

export interface GivenValue {
  readonly value: Value;
  readonly from: 'file' | 'auto-file' | 'environment' | 'command';
  /** Where it was given, if in a text. */
  readonly span: Span | undefined;
}

/** Files that Terraform reads unasked, in its order: later ones win. */
export function automaticVariableFiles(files: FileTree): readonly string[] {
  const top = [...files.keys()].filter((path) => !path.includes('/'));
  const first = ['terraform.tfvars', 'terraform.tfvars.json'].filter((name) => files.has(name));
  const auto = top.filter((name) => name.endsWith('.auto.tfvars') || name.endsWith('.auto.tfvars.json'));
  return [...first, ...auto.sort()];
}

export function readVariableFiles(
  files: FileTree,
  paths: readonly string[],
  problems: Diagnostic[],
): ReadonlyMap<string, GivenValue> {
  const given = new Map<string, GivenValue>();
  for (const path of paths) {
    const content = files.get(path);
    if (content === undefined) {
      problems.push(mistake('Failed to read variables file', `The variables file ${path} does not exist.`));
      continue;
    }
    const source = typeof content === 'string' ? { name: path, text: content } : decodeSource(path, content);
    const from = path.includes('.auto.tfvars') ? 'auto-file' : 'file';
    readVariableFile(source, from, given, problems);
  }
  return given;
}

function readVariableFile(
  source: Source,
  from: GivenValue['from'],
  given: Map<string, GivenValue>,
  problems: Diagnostic[],
): void {
  const parsed = source.name.endsWith('.json') ? parseJsonBody(source) : parseNative(source);
  append(problems, parsed.diagnostics);
  if (hasErrors(parsed.diagnostics)) return;
  const body = parsed.value;
  if (body.kind === 'NativeBody') {
    // A declaration in place of a value is so common a mistake that Terraform has words for it.
    const declarations = body.blocks.filter(({ type }) => type === 'variable');
    for (const { labels, typeSpan } of declarations) {
      const name = labels[0]?.value ?? '';
      problems.push(
        mistake(
          'Variable declaration in .tfvars file',
          `A .tfvars file gives values to variables that .tf files declare; write ${name} = … here.`,
          typeSpan,
        ),
      );
    }
    if (declarations.length > 0) return;
  }
  for (const attribute of justAttributes(body, problems).values()) {
    const value = evaluate(attribute.expression, undefined, problems);
    given.set(attribute.name, { value, from, span: attribute.span });
  }
}

/** The object that a .tfvars text in native syntax describes, or the first thing wrong with it. */
export function decodeTfvars(text: string): { readonly value: Value } | { readonly error: string } {
  const problems: Diagnostic[] = [];
  const parsed = parseNative({ name: '<tfvars>', text });
  append(problems, parsed.diagnostics);
  const attributes = hasErrors(problems) ? undefined : justAttributes(parsed.value, problems);
  const entries = [...(attributes ?? new Map<string, never>()).values()].map(
    ({ name, expression }): [string, Value] => [name, evaluate(expression, undefined, problems)],
  );
  const error = problems.find(({ severity }) => severity === 'error');
  return error === undefined ? { value: objectValue(entries) } : { error: `${error.summary}: ${error.detail}` };
}
