/** Good practice: findings that no stage of Terraform reports. Severity is always warning, the code `lint/<rule>`. */
import { type Diagnostic, lineAt } from '../../source/index.ts';
import type { Files } from '../request.ts';
import { isSuppressed, suppressionsIn } from '../suppression.ts';
import { lintModules } from './module.ts';
import type { LintRule } from './rule.ts';
import { commentSyntax } from './rules/comment-syntax.ts';
import { deprecatedIndex } from './rules/deprecated-index.ts';
import { deprecatedInterpolation } from './rules/deprecated-interpolation.ts';
import { deprecatedLookup } from './rules/deprecated-lookup.ts';
import { documentedOutputs } from './rules/documented-outputs.ts';
import { documentedVariables } from './rules/documented-variables.ts';
import { emptyListEquality } from './rules/empty-list-equality.ts';
import { jsonSyntax } from './rules/json-syntax.ts';
import { mapDuplicateKeys } from './rules/map-duplicate-keys.ts';
import { modulePinnedSource } from './rules/module-pinned-source.ts';
import { moduleShallowClone } from './rules/module-shallow-clone.ts';
import { moduleVersion } from './rules/module-version.ts';
import { namingConvention } from './rules/naming-convention.ts';
import { requiredProviders } from './rules/required-providers.ts';
import { requiredVersion } from './rules/required-version.ts';
import { standardModuleStructure } from './rules/standard-module-structure.ts';
import { typedVariables } from './rules/typed-variables.ts';
import { unusedDeclarations } from './rules/unused-declarations.ts';
import { unusedRequiredProviders } from './rules/unused-required-providers.ts';
import { workspaceRemote } from './rules/workspace-remote.ts';

export type { LintRule } from './rule.ts';

/** In the order of their names. */
export const LINT_RULES: readonly LintRule[] = [
  commentSyntax,
  deprecatedIndex,
  deprecatedInterpolation,
  deprecatedLookup,
  documentedOutputs,
  documentedVariables,
  emptyListEquality,
  jsonSyntax,
  mapDuplicateKeys,
  modulePinnedSource,
  moduleShallowClone,
  moduleVersion,
  namingConvention,
  requiredProviders,
  requiredVersion,
  standardModuleStructure,
  typedVariables,
  unusedDeclarations,
  unusedRequiredProviders,
  workspaceRemote,
];

export interface LintOptions {
  /** Rules to run besides the recommended ones; `all` for every rule. */
  readonly enable?: readonly string[];
  readonly disable?: readonly string[];
}

export function chosenRules({ enable = [], disable = [] }: LintOptions): readonly LintRule[] {
  const wanted = ({ name, recommended }: LintRule) => recommended || enable.includes('all') || enable.includes(name);
  return LINT_RULES.filter((rule) => wanted(rule) && !disable.includes(rule.name));
}

/** Findings of every folder of the configuration, each judged as a module of its own, in the order of files and lines. */
export function lintConfiguration(files: Files, options: LintOptions = {}): readonly Diagnostic[] {
  const rules = chosenRules(options);
  const findings: Diagnostic[] = [];
  for (const module of lintModules(files)) {
    const suppressions = new Map(module.files.map(({ source }) => [source.name, suppressionsIn(source)]));
    for (const { name, title, check } of rules) {
      check(module, (span, detail) => {
        const line = lineAt(span.source, span.start);
        if (isSuppressed(suppressions.get(span.source.name) ?? [], [name, `lint/${name}`], line, line)) return;
        findings.push({ severity: 'warning', code: `lint/${name}`, summary: title, detail, span });
      });
    }
  }
  return findings.sort(byPlace);
}

function byPlace({ span: a }: Diagnostic, { span: b }: Diagnostic): number {
  if (a === undefined || b === undefined) return 0;
  if (a.source.name !== b.source.name) return a.source.name < b.source.name ? -1 : 1;
  return a.start - b.start;
}
