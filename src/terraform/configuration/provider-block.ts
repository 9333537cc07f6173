/** The `provider` block: its meta-arguments; everything else is for the provider's schema. */
import { type Block, bodyPartialContent } from '../../hcl/index.ts';
import type { Diagnostic } from '../../source/index.ts';
import { PROVIDER } from './block-schema.ts';
import { reservedBlock, withEscapeBlock } from './escape-block.ts';
import { IDENTIFIER_RULE, isIdentifier } from './identifier.ts';
import { literalString, versionRequirement } from './literal.ts';
import type { ProviderConfiguration } from './model.ts';
import { caution, mistake } from './problem.ts';
import { checkProviderName } from './static-reference.ts';

const RESERVED_ARGUMENTS = ['count', 'depends_on', 'for_each', 'source'];

/** Undefined where the name cannot be a provider's. */
export function providerBlock(block: Block, problems: Diagnostic[]): ProviderConfiguration | undefined {
  const { content, remain } = bodyPartialContent(block.body, PROVIDER, problems);
  const localName = (block.labels[0] as Block['labels'][number]).value;
  if (!checkProviderName(localName, block.headerSpan, problems)) return undefined;
  const aliasAttribute = content.attributes.get('alias');
  let alias: string | undefined;
  if (aliasAttribute !== undefined) {
    alias = literalString(aliasAttribute.expression, problems) ?? '';
    if (!isIdentifier(alias)) {
      problems.push(mistake('Invalid provider configuration alias', `An alias must be a name. ${IDENTIFIER_RULE}`));
    }
  }
  const versionAttribute = content.attributes.get('version');
  if (versionAttribute !== undefined) {
    problems.push(
      caution(
        'Version constraints inside provider configuration blocks are deprecated',
        'Version constraints belong into the required_providers block since Terraform 0.13.',
        versionAttribute.expression.span,
      ),
    );
  }
  const version = versionAttribute === undefined ? undefined : versionRequirement(versionAttribute, problems);
  for (const name of RESERVED_ARGUMENTS) {
    const attribute = content.attributes.get(name);
    if (attribute === undefined) continue;
    problems.push(
      mistake(
        'Reserved argument name in provider block',
        `The argument name "${name}" is reserved for a future version of Terraform.`,
        attribute.nameSpan,
      ),
    );
  }
  for (const inner of content.blocks) if (inner.type !== '_') problems.push(reservedBlock(inner, 'provider'));
  return {
    localName,
    alias: alias === '' ? undefined : alias,
    aliasSpan: aliasAttribute?.expression.span,
    version,
    body: withEscapeBlock(remain, content.blocks, problems),
    span: block.headerSpan,
  };
}

/** Key in `Module.providerConfigurations`. */
export function providerKey(localName: string, alias: string | undefined): string {
  return alias === undefined ? localName : `${localName}.${alias}`;
}
