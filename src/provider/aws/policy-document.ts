/** The data source aws_iam_policy_document: statements rendered as the JSON that IAM reads, and merged with other documents by Sid. */
import { elementsOf, entriesOf, known, STRING, setValue, stringValue, type Value } from '../../cty/index.ts';
import { goJson, indentJson } from '../facts/index.ts';
import type { ReadResponse } from '../provider.ts';
import { checksum } from './checksum.ts';

type Json = string | readonly Json[] | { readonly [key: string]: Json };
type Statement = Record<string, Json>;

class DocumentProblem extends Error {}

/** `config` is wholly known: the core waits with data sources whose configuration is not. */
export function readPolicyDocument(config: Value): ReadResponse {
  const given = entriesOf(config as Value & { state: 'known' });
  try {
    const document = buildDocument(given);
    const json = indentJson(document);
    const values = new Map(given);
    values.set('json', stringValue(json));
    values.set('minified_json', stringValue(goJson(document, true)));
    values.set('id', stringValue(checksum(json)));
    if (values.get('version')?.state === 'null') values.set('version', stringValue('2012-10-17'));
    const statements = values.get('statement');
    if (statements?.state === 'known') {
      values.set('statement', known(statements.type, elementsOf(statements).map(withDefaults)));
    }
    return { state: known(config.type, values), diagnostics: [] };
  } catch (problem) {
    if (!(problem instanceof DocumentProblem)) throw problem;
    return {
      state: config,
      diagnostics: [{ severity: 'error', summary: problem.message, detail: '', code: 'aws/policy-document' }],
    };
  }
}

/** The state shows unset sets as empty and unset texts as empty or the default. */
function withDefaults(statement: Value): Value {
  const values = new Map(entriesOf(statement as Value & { state: 'known' }));
  for (const [name, value] of values) {
    if (value.state !== 'null') continue;
    if (value.type.kind === 'set') values.set(name, setValue(value.type.element, []));
    else if (name === 'effect') values.set(name, stringValue('Allow'));
    else if (value.type === STRING) values.set(name, stringValue(''));
  }
  return known(statement.type, values);
}

function buildDocument(given: ReadonlyMap<string, Value>): Record<string, Json> {
  const version = textOf(given.get('version')) ?? '2012-10-17';
  const own = listOf(given.get('statement')).map((statement) => buildStatement(statement, version));
  const sids = new Set<string>();
  for (const { Sid } of own) {
    if (typeof Sid !== 'string') continue;
    if (sids.has(Sid)) {
      throw new DocumentProblem(
        `writing IAM Policy Document: duplicate Sid (${Sid}). Remove the Sid or ensure the Sid is unique.`,
      );
    }
    sids.add(Sid);
  }
  const sources = documentsOf(given, 'source_policy_documents', 'source_json', 'source');
  const overrides = documentsOf(given, 'override_policy_documents', 'override_json', 'override');
  let id = textOf(given.get('policy_id')) ?? '';
  let statements: Statement[] = [];
  const merge = (added: readonly Statement[]): void => {
    for (const statement of added) {
      const at = statement.Sid === undefined ? -1 : statements.findIndex(({ Sid }) => Sid === statement.Sid);
      if (at === -1) statements = [...statements, statement];
      else statements = statements.map((old, i) => (i === at ? statement : old));
    }
  };
  for (const source of sources) merge(source.statements);
  merge(own);
  for (const override of overrides) {
    merge(override.statements);
    if (override.id !== '') id = override.id;
  }
  return {
    ...(version !== '' && { Version: version }),
    ...(id !== '' && { Id: id }),
    ...(statements.length > 0 && { Statement: statements }),
  };
}

function documentsOf(
  given: ReadonlyMap<string, Value>,
  list: string,
  single: string,
  kind: string,
): { id: string; statements: Statement[] }[] {
  const texts = listOf(given.get(list)).map((value) => textOf(value) ?? '');
  const alone = textOf(given.get(single));
  if (alone !== undefined) texts.unshift(alone);
  return texts
    .filter((text) => text !== '')
    .map((text, index) => {
      let document: { Id?: string; Statement?: unknown };
      try {
        document = JSON.parse(text) as typeof document;
      } catch {
        throw new DocumentProblem(`writing IAM Policy Document: merging ${kind} document ${index}: not JSON`);
      }
      const statements = document.Statement ?? [];
      if (!Array.isArray(statements)) {
        throw new DocumentProblem(
          `writing IAM Policy Document: merging ${kind} document ${index}: json: cannot unmarshal object into Go struct field IAMPolicyDoc.Statement of type []*iam.IAMPolicyStatement`,
        );
      }
      return { id: document.Id ?? '', statements: statements.map((statement) => inOrder(statement as Statement)) };
    });
}

const FIELDS = [
  'Sid',
  'Effect',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Principal',
  'NotPrincipal',
  'Condition',
] as const;

function inOrder(statement: Statement): Statement {
  const ordered: Statement = {};
  for (const field of FIELDS) if (statement[field] !== undefined) ordered[field] = statement[field];
  return ordered;
}

function buildStatement(value: Value, version: string): Statement {
  const given = entriesOf(value as Value & { state: 'known' });
  const texts = (name: string): string[] => listOf(given.get(name)).map((item) => textOf(item) ?? '');
  const variables = (name: string): string[] => texts(name).map((text) => replaceVariables(text, version, name));
  const sid = textOf(given.get('sid')) ?? '';
  return inOrder({
    ...(sid !== '' && { Sid: sid }),
    Effect: textOf(given.get('effect')) ?? 'Allow',
    ...oneOrMany('Action', texts('actions')),
    ...oneOrMany('NotAction', texts('not_actions')),
    ...oneOrMany('Resource', variables('resources')),
    ...oneOrMany('NotResource', variables('not_resources')),
    ...principals('Principal', given.get('principals'), version),
    ...principals('NotPrincipal', given.get('not_principals'), version),
    ...conditions(given.get('condition'), version),
  });
}

/** Lists come out in descending order, and a list of one as the text alone. */
function oneOrMany(field: string, texts: readonly string[]): Statement {
  if (texts.length === 0) return {};
  return { [field]: texts.length === 1 ? (texts[0] as string) : descending(texts) };
}

function descending(texts: readonly string[]): string[] {
  return [...texts].sort((a, b) => (a < b ? 1 : a > b ? -1 : 0));
}

function principals(field: string, value: Value | undefined, version: string): Statement {
  const byType = new Map<string, string[]>();
  for (const principal of listOf(value)) {
    const given = entriesOf(principal as Value & { state: 'known' });
    const type = textOf(given.get('type')) ?? '';
    const identifiers = descending(
      listOf(given.get('identifiers')).map((item) => replaceVariables(textOf(item) ?? '', version, 'identifiers')),
    );
    byType.set(type, [...(byType.get(type) ?? []), ...identifiers]);
  }
  if (byType.size === 0) return {};
  const everyone = byType.get('*');
  if (byType.size === 1 && everyone?.length === 1 && everyone[0] === '*') return { [field]: '*' };
  const sorted = [...byType].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    [field]: Object.fromEntries(
      sorted.map(([type, identifiers]) => [type, identifiers.length === 1 ? (identifiers[0] as string) : identifiers]),
    ),
  };
}

function conditions(value: Value | undefined, version: string): Statement {
  const byTest = new Map<string, Map<string, string[]>>();
  for (const condition of listOf(value)) {
    const given = entriesOf(condition as Value & { state: 'known' });
    const test = textOf(given.get('test')) ?? '';
    const variable = textOf(given.get('variable')) ?? '';
    const values = listOf(given.get('values')).map((item) => replaceVariables(textOf(item) ?? '', version, 'values'));
    const byVariable = byTest.get(test) ?? new Map<string, string[]>();
    const before = byVariable.get(variable);
    byVariable.set(variable, before === undefined ? values : descending([...before, ...values]));
    byTest.set(test, byVariable);
  }
  if (byTest.size === 0) return {};
  const sorted = <T>(map: ReadonlyMap<string, T>): [string, T][] => [...map].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    Condition: Object.fromEntries(
      sorted(byTest).map(([test, byVariable]) => [
        test,
        Object.fromEntries(
          sorted(byVariable).map(([variable, values]) => [
            variable,
            values.length === 1 ? (values[0] as string) : values,
          ]),
        ),
      ]),
    ),
  };
}

/** `&{…}` stands for IAM's own `${…}`, which Terraform would take for a template. */
function replaceVariables(text: string, version: string, place: string): string {
  if (!text.includes('&{')) return text;
  if (version === '2008-10-17') {
    throw new DocumentProblem(
      `reading ${place}: found &{ sequence in (${text}), which is not supported in document version 2008-10-17`,
    );
  }
  return text.replaceAll('&{', '${');
}

function listOf(value: Value | undefined): readonly Value[] {
  return value?.state === 'known' ? elementsOf(value) : [];
}

function textOf(value: Value | undefined): string | undefined {
  return value?.state === 'known' ? (value.data as string) : undefined;
}
