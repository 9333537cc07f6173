/** What `rego.metadata.chain()` and `rego.metadata.rule()` stand for: constants that the compiler puts in their place. */
import { parseYaml } from '../builtins/yaml.ts';
import type { Annotation, Module, Rule } from '../syntax/ast.ts';
import { isObject, isPlainObject, lookup, type Value } from '../values/index.ts';
import type { CoreTerm } from './core.ts';

export function metadataOf(modules: readonly Module[]) {
  return (module: Module, name: string, rule: Rule): CoreTerm | undefined => {
    const path: Value[] = [
      ...module.package,
      ...rule.ref.map((term) => (term.kind === 'var' ? term.name : 'value' in term ? (term.value as Value) : '')),
    ];
    const own = rule.annotations === undefined ? undefined : annotationValue(rule.annotations, 'rule');
    if (name === 'rego.metadata.rule') return { kind: 'scalar', value: own ?? {} };
    if (name !== 'rego.metadata.chain') return undefined;
    const chain: Value[] = [own === undefined ? { path } : { annotations: own, path }];
    const documents = modules
      .filter((other) => other.package.join('.') === module.package.join('.'))
      .flatMap((other) => other.packageAnnotations.map((annotation) => annotationValue(annotation, 'package')));
    const packagePath: Value[] = [...module.package];
    for (const annotations of documents) chain.push({ annotations, path: packagePath });
    if (documents.length === 0) chain.push({ path: packagePath });
    return { kind: 'scalar', value: chain };
  };
}

function annotationValue(annotation: Annotation, scope: string): Value {
  const parsed = parseYaml(annotation.text);
  const value = 'value' in parsed && isObject(parsed.value) ? parsed.value : {};
  if (!isPlainObject(value)) return { scope };
  const authors = lookup(value, 'authors');
  return {
    ...value,
    ...(Array.isArray(authors) ? { authors: authors.map(author) } : {}),
    scope: lookup(value, 'scope') ?? scope,
  };
}

function author(value: Value): Value {
  if (typeof value !== 'string') return value;
  const [, name = '', email] = /^(.*?)\s*(?:<([^>]*)>)?$/.exec(value.trim()) ?? [];
  return { ...(name === '' ? {} : { name }), ...(email === undefined ? {} : { email }) };
}
