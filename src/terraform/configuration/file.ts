/** One file of a module: its text parsed, its top-level blocks decoded. Nothing here looks at other files. */
import { type Body, bodyContent, parseJsonBody, parseNative } from '../../hcl/index.ts';
import { type Diagnostic, limits, type Source } from '../../source/index.ts';
import { append } from '../../util/append.ts';
import { FILE } from './block-schema.ts';
import { checkBlock, type WrittenCheck } from './check-block.ts';
import type {
  BackendDeclaration,
  ImportBlock,
  LocalDeclaration,
  MovedBlock,
  ProviderConfiguration,
  ProviderMeta,
  RemovedBlock,
  VersionRequirement,
} from './model.ts';
import { moduleCallBlock, type WrittenModuleCall } from './module-call.ts';
import { mistake } from './problem.ts';
import { providerBlock } from './provider-block.ts';
import { importBlock, movedBlock, removedBlock } from './refactoring-blocks.ts';
import type { RequiredProvidersBlock } from './required-providers.ts';
import { resourceBlock, type WrittenResource } from './resource-block.ts';
import { checkExperiments, sniffCoreVersions, terraformBlock } from './terraform-block.ts';
import { localsBlock, outputBlock, type WrittenOutput } from './value-blocks.ts';
import { variableBlock, type WrittenVariable } from './variable-block.ts';

/** What one file declares, in source order. */
export interface ConfigurationFile {
  readonly coreVersions: readonly VersionRequirement[];
  readonly backends: BackendDeclaration[];
  readonly clouds: BackendDeclaration[];
  readonly requiredProviders: RequiredProvidersBlock[];
  readonly providerMetas: ProviderMeta[];
  readonly providers: ProviderConfiguration[];
  readonly variables: WrittenVariable[];
  readonly locals: LocalDeclaration[];
  readonly outputs: WrittenOutput[];
  readonly moduleCalls: WrittenModuleCall[];
  /** Of all modes. */
  readonly resources: WrittenResource[];
  readonly checks: WrittenCheck[];
  readonly moved: MovedBlock[];
  readonly imports: ImportBlock[];
  readonly removed: RemovedBlock[];
}

export function parseConfigurationBody(whole: Source, problems: Diagnostic[]): Body {
  const source = withinLimit(whole, problems);
  const parsed = source.name.endsWith('.json') ? parseJsonBody(source) : parseNative(source);
  append(problems, parsed.diagnostics);
  return parsed.value;
}

/** What is too large to be a configuration is not read at all. */
function withinLimit(source: Source, problems: Diagnostic[]): Source {
  const limit = limits.maxSourceLength;
  if (source.text.length <= limit) return source;
  const detail = `${source.name} has ${source.text.length} characters, more than the limit maxSourceLength of ${limit}; it was not read.`;
  problems.push(mistake('Configuration file too large', detail));
  return { name: source.name, text: source.name.endsWith('.json') ? '{}' : '' };
}

export function configurationFile(source: Source, override: boolean, problems: Diagnostic[]): ConfigurationFile {
  const body = parseConfigurationBody(source, problems);
  const file: ConfigurationFile = {
    coreVersions: sniffCoreVersions(body, problems),
    backends: [],
    clouds: [],
    requiredProviders: [],
    providerMetas: [],
    providers: [],
    variables: [],
    locals: [],
    outputs: [],
    moduleCalls: [],
    resources: [],
    checks: [],
    moved: [],
    imports: [],
    removed: [],
  };
  checkExperiments(body, problems);
  const place = { override, check: undefined };
  for (const block of bodyContent(body, FILE, problems).blocks) {
    switch (block.type) {
      case 'terraform':
        terraformBlock(block, file, problems);
        break;
      case 'required_providers':
        problems.push(
          mistake(
            'Invalid required_providers block',
            'A required_providers block stands inside a terraform block.',
            block.typeSpan,
          ),
        );
        break;
      case 'provider':
        keep(file.providers, providerBlock(block, problems));
        break;
      case 'variable':
        file.variables.push(variableBlock(block, override, problems));
        break;
      case 'locals':
        append(file.locals, localsBlock(block, problems));
        break;
      case 'output':
        file.outputs.push(outputBlock(block, override, problems));
        break;
      case 'module':
        file.moduleCalls.push(moduleCallBlock(block, override, problems));
        break;
      case 'resource':
        file.resources.push(resourceBlock(block, 'managed', place, problems));
        break;
      case 'data':
      case 'ephemeral':
        file.resources.push(resourceBlock(block, block.type, place, problems));
        break;
      case 'moved':
        keep(file.moved, movedBlock(block, problems));
        break;
      case 'import':
        keep(file.imports, importBlock(block, problems));
        break;
      case 'removed':
        keep(file.removed, removedBlock(block, problems));
        break;
      case 'check':
        file.checks.push(checkBlock(block, override, problems));
        break;
    }
  }
  return file;
}

function keep<T>(list: T[], item: T | undefined): void {
  if (item !== undefined) list.push(item);
}
