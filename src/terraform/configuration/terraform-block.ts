/** The `terraform` block: versions, backend, required providers, experiments. */
import {
  type Attribute,
  type Block,
  type Body,
  bodyContent,
  bodyPartialContent,
  evaluate,
  justAttributes,
  keywordOf,
} from '../../hcl/index.ts';
import type { Diagnostic } from '../../source/index.ts';
import { append } from '../../util/append.ts';
import { FILE_TERRAFORM_ONLY, TERRAFORM, TERRAFORM_EXPERIMENTS_ONLY, TERRAFORM_VERSION_ONLY } from './block-schema.ts';
import { versionRequirement } from './literal.ts';
import type { BackendDeclaration, ProviderMeta, VersionRequirement } from './model.ts';
import { mistake } from './problem.ts';
import { type RequiredProvidersBlock, requiredProviders } from './required-providers.ts';
import { checkProviderName } from './static-reference.ts';

export interface TerraformBlock {
  readonly backends: BackendDeclaration[];
  readonly clouds: BackendDeclaration[];
  readonly requiredProviders: RequiredProvidersBlock[];
  readonly providerMetas: ProviderMeta[];
}

export function terraformBlock(block: Block, into: TerraformBlock, problems: Diagnostic[]): void {
  const content = bodyContent(block.body, TERRAFORM, problems);
  for (const inner of content.blocks) {
    const span = inner.headerSpan;
    const label = inner.labels[0];
    switch (inner.type) {
      case 'backend':
        into.backends.push({
          kind: 'backend',
          type: label?.value ?? '',
          typeSpan: label?.span ?? span,
          body: inner.body,
          span,
        });
        break;
      case 'cloud':
        into.clouds.push({ kind: 'cloud', type: '', typeSpan: inner.typeSpan, body: inner.body, span });
        break;
      case 'required_providers': {
        const required = requiredProviders(inner, problems);
        if (required !== undefined) into.requiredProviders.push(required);
        break;
      }
      default: {
        const localName = label?.value ?? '';
        const own: Diagnostic[] = [];
        const attributes = justAttributes(inner.body, own);
        // What is sent to a provider about the module must be written out.
        if (own.length === 0) for (const { expression } of attributes.values()) evaluate(expression, undefined, own);
        append(problems, own);
        checkProviderName(localName, span, problems);
        into.providerMetas.push({ localName, body: inner.body, span });
      }
    }
  }
}

/** The `required_version` arguments of a file, read before anything else of it. */
export function sniffCoreVersions(body: Body, problems: Diagnostic[]): readonly VersionRequirement[] {
  const found: VersionRequirement[] = [];
  for (const block of bodyPartialContent(body, FILE_TERRAFORM_ONLY, problems).content.blocks) {
    const { content } = bodyPartialContent(block.body, TERRAFORM_VERSION_ONLY, problems);
    const attribute = content.attributes.get('required_version');
    const requirement = attribute === undefined ? undefined : versionRequirement(attribute, problems);
    if (requirement !== undefined) found.push(requirement);
  }
  return found;
}

const LANGUAGE_EDITION = 'TF2021';
/** `language` and `experiments`: releases accept the one edition there is and no experiments. */
export function checkExperiments(body: Body, problems: Diagnostic[]): void {
  for (const block of bodyPartialContent(body, FILE_TERRAFORM_ONLY, problems).content.blocks) {
    const { attributes } = bodyPartialContent(block.body, TERRAFORM_EXPERIMENTS_ONLY, problems).content;
    const language = attributes.get('language');
    if (language !== undefined) checkLanguage(language, problems);
    const experiments = attributes.get('experiments');
    if (experiments === undefined) continue;
    problems.push(
      mistake('Module uses experimental features', 'Releases of Terraform offer no experiments.', experiments.nameSpan),
    );
  }
}

function checkLanguage({ expression }: Attribute, problems: Diagnostic[]): void {
  const edition = keywordOf(expression);
  if (edition === LANGUAGE_EDITION) return;
  problems.push(
    edition === undefined
      ? mistake(
          'Invalid language edition',
          `The language argument takes the bare word ${LANGUAGE_EDITION}.`,
          expression.span,
        )
      : mistake('Unsupported language edition', `Only the edition ${LANGUAGE_EDITION} is supported.`, expression.span),
  );
}
