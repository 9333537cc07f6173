/**
 * Verdicts in SARIF 2.1.0, the form that code-scanning sites read: the diagnostics of the stages, of good practice and of the
 * security checks, each with its rule, its level and its place in the files.
 */
import { LINT_RULES } from './lint/index.ts';
import { loadSecurityPack, type SecurityOptions, type Severity } from './security/index.ts';
import type { Verdict, VerdictDiagnostic } from './verdict.ts';

type Level = 'error' | 'warning' | 'note';

export interface SarifLog {
  readonly $schema: string;
  readonly version: '2.1.0';
  readonly runs: readonly SarifRun[];
}

interface SarifRun {
  readonly tool: {
    readonly driver: { readonly name: string; readonly semanticVersion: string; readonly rules: readonly SarifRule[] };
  };
  readonly columnKind: 'unicodeCodePoints';
  readonly results: readonly SarifResult[];
}

interface SarifRule {
  readonly id: string;
  readonly shortDescription: { readonly text: string };
  readonly fullDescription: { readonly text: string };
  readonly defaultConfiguration: { readonly level: Level };
  readonly properties: Readonly<Record<string, string | readonly string[]>>;
}

interface SarifResult {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: Level;
  readonly message: { readonly text: string };
  readonly locations: readonly SarifLocation[];
}

interface SarifLocation {
  readonly physicalLocation?: {
    readonly artifactLocation: { readonly uri: string };
    readonly region: {
      readonly startLine: number;
      readonly startColumn: number;
      readonly endLine?: number;
      readonly endColumn?: number;
    };
  };
  readonly logicalLocations?: readonly { readonly fullyQualifiedName: string; readonly kind: 'resource' }[];
}

export interface SarifOptions {
  readonly version: string;
  /** As the verdict was made with: says what the checks of the user's own packs are. */
  readonly security?: SecurityOptions | undefined;
  /** Folder of the files as the site knows them, such as `infra`; put before every path. */
  readonly folder?: string | undefined;
}

const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';

export function sarifOf(verdict: Verdict, { version, security, folder = '' }: SarifOptions): SarifLog {
  const diagnostics = [
    ...verdict.stages.flatMap((stage) => stage.diagnostics),
    ...(verdict.lint?.diagnostics ?? []),
    ...(verdict.security?.diagnostics ?? []),
  ];
  const rules = new Map<string, { readonly index: number; readonly rule: SarifRule }>();
  const results = diagnostics.map((diagnostic): SarifResult => {
    let known = rules.get(diagnostic.code);
    if (known === undefined) {
      known = { index: rules.size, rule: ruleOf(diagnostic, security) };
      rules.set(diagnostic.code, known);
    }
    const { level } = known.rule.defaultConfiguration;
    return {
      ruleId: diagnostic.code,
      ruleIndex: known.index,
      level,
      message: { text: [diagnostic.summary, diagnostic.detail].filter((part) => part !== '').join('. ') },
      locations: locationsOf(diagnostic, folder),
    };
  });
  const driver = { name: 'Terrasmith', semanticVersion: version, rules: [...rules.values()].map(({ rule }) => rule) };
  return {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [{ tool: { driver }, columnKind: 'unicodeCodePoints', results }],
  };
}

const LEVELS: Readonly<Record<Severity, Level>> = { critical: 'error', high: 'error', medium: 'warning', low: 'note' };
/** What code-scanning sites sort by. */
const SCORES: Readonly<Record<Severity, string>> = { critical: '9.5', high: '8.0', medium: '5.5', low: '2.0' };

function ruleOf({ code, severity, summary }: VerdictDiagnostic, security: SecurityOptions | undefined): SarifRule {
  if (code.startsWith('lint/')) {
    const rule = LINT_RULES.find(({ name }) => code === `lint/${name}`);
    return ruleWith(code, rule?.title ?? summary, rule?.doc ?? summary, 'warning', { tags: ['good-practice'] });
  }
  const check = code.startsWith('security/') ? loadSecurityPack(security?.packs).checks.get(code.slice(9)) : undefined;
  if (check === undefined) return ruleWith(code, summary, summary, severity, { tags: ['terraform'] });
  return ruleWith(code, check.title, check.remediation, LEVELS[check.severity], {
    tags: ['security', ...(check.reference === undefined ? [] : [check.reference])],
    'security-severity': SCORES[check.severity],
  });
}

function ruleWith(
  id: string,
  title: string,
  text: string,
  level: Level,
  properties: SarifRule['properties'],
): SarifRule {
  return {
    id,
    shortDescription: { text: title },
    fullDescription: { text: text === '' ? title : text },
    defaultConfiguration: { level },
    properties,
  };
}

function locationsOf(diagnostic: VerdictDiagnostic, folder: string): readonly SarifLocation[] {
  const { file, line, column, end_line, end_column, address } = diagnostic;
  const logical =
    address === null ? {} : { logicalLocations: [{ fullyQualifiedName: address, kind: 'resource' as const }] };
  if (file === null || line === null) return address === null ? [] : [logical];
  const end = end_line === null || end_column === null ? {} : { endLine: end_line, endColumn: end_column };
  const uri = [folder, file].filter((part) => part !== '' && part !== '.').join('/');
  const region = { startLine: line, startColumn: column ?? 1, ...end };
  return [{ physicalLocation: { artifactLocation: { uri: encodeURI(uri) }, region }, ...logical }];
}
