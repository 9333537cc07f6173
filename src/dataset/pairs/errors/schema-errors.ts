/** Configurations that a provider's schema, or its checks of values, refuses. */
import { type ErrorMode, pick } from './error-mode.ts';
import {
  changeArgument,
  isBoolean,
  isNumber,
  isQuoted,
  nestedBlocksIn,
  resourcesIn,
  withLine,
  withoutLines,
} from './lines.ts';

export const SCHEMA_ERRORS: readonly ErrorMode[] = [
  {
    name: 'unsupported-argument',
    weight: 2466,
    stage: 'validate',
    title: /^Unsupported argument$/,
    inject: (text, random) => {
      const resource = pick(resourcesIn(text), random);
      const invented = pick(INVENTED, random);
      return resource === undefined ? undefined : withLine(text, resource.end, `  ${invented}`, '}');
    },
  },
  {
    name: 'renamed-argument',
    weight: 600,
    stage: 'validate',
    title: /^(Unsupported argument|Missing required argument)$/,
    inject: (text, random) =>
      changeArgument(
        text,
        random,
        ({ name }) => !META.has(name),
        ({ name, value }) => `${renamed(name, random)} = ${value}`,
      ),
  },
  {
    name: 'invented-resource-type',
    weight: 1158,
    stage: 'validate',
    title: /^Invalid resource type$/,
    inject: (text, random) => {
      const resource = pick(resourcesIn(text), random);
      const [type = '', label = ''] = resource?.labels ?? [];
      if (resource === undefined || !type.includes('_')) return undefined;
      const words = type.split('_');
      const invented = pick(
        [`${type}s`, `${type}_configuration`, [...words.slice(0, -1), 'service', words.at(-1)].join('_')],
        random,
      );
      return withLine(text, resource.start, `resource "${invented}" "${label}" {`).replaceAll(
        `${type}.${label}`,
        `${invented}.${label}`,
      );
    },
  },
  {
    name: 'missing-required-argument',
    weight: 1060,
    stage: 'validate',
    title:
      /^Missing required argument$|^Invalid combination of arguments$|^Missing Configuration for Required Attribute$/,
    inject: (text, random) =>
      changeArgument(
        text,
        random,
        ({ name }) => !META.has(name),
        () => [],
      ),
  },
  {
    name: 'unsupported-block',
    weight: 1000,
    stage: 'validate',
    title: /^Unsupported block type$/,
    inject: (text, random) => {
      const block = pick(nestedBlocksIn(text), random);
      if (block !== undefined && random() < 0.5) {
        const { start, indent, type } = block;
        return withLine(text, start, `${indent}${pick([`${type}s`, `${type}_config`, `${type}_settings`], random)} {`);
      }
      const resource = pick(resourcesIn(text), random);
      if (resource === undefined) return undefined;
      const [name, inner] = pick(INVENTED_BLOCKS, random) as readonly [string, string];
      return withLine(text, resource.end, '', `  ${name} {`, `    ${inner}`, '  }', '}');
    },
  },
  {
    name: 'missing-block',
    weight: 814,
    stage: 'validate',
    title: /^Insufficient .* blocks$|^Missing required argument$|^Not enough list items$/,
    inject: (text, random) => {
      const block = pick(nestedBlocksIn(text), random);
      return block === undefined ? undefined : withoutLines(text, block.start, block.end);
    },
  },
  {
    name: 'value-not-allowed',
    weight: 302,
    stage: 'validate',
    title:
      /^expected .* to be (one of|in the range|at (least|most))|^Invalid Attribute Value|^invalid value for|^expected /,
    inject: (text, random) =>
      changeArgument(
        text,
        random,
        (argument) => isNumber(argument) || (isQuoted(argument) && CHOICE.test(argument.name)),
        (argument) => {
          const { name, value } = argument;
          if (isNumber(argument)) return `${name} = ${random() < 0.5 ? -1 : Number(value) * 100_000 + 7}`;
          const word = value.slice(1, -1);
          const wrong = pick([word.toLowerCase(), word.toUpperCase(), `${word}_DEFAULT`, 'default', 'enabled'], random);
          return wrong === word ? undefined : `${name} = "${wrong}"`;
        },
      ),
  },
  {
    name: 'malformed-value',
    weight: 273,
    stage: 'validate',
    title: /^(only |invalid value for |"[^"]+"|Invalid |expected |Error )/,
    inject: (text, random) =>
      changeArgument(
        text,
        random,
        (each) => isQuoted(each) && FORMED.test(each.name),
        ({ name, value }) => {
          const word = value.slice(1, -1);
          const wrong = pick(
            [`${word} (managed)!`, `arn:aws:${word}`, `${word}/999`, word.repeat(40), '{ "Version": }'],
            random,
          );
          return `${name} = "${wrong?.replaceAll('"', '\\"')}"`;
        },
      ),
  },
  {
    name: 'wrong-type',
    weight: 78,
    stage: 'validate',
    title: /^Incorrect attribute value type$/,
    inject: (text, random) =>
      changeArgument(
        text,
        random,
        (argument) => isQuoted(argument) || isNumber(argument) || isBoolean(argument) || argument.value.startsWith('['),
        ({ name, value }) => (value.startsWith('[') ? `${name} = "all"` : `${name} = [${value}]`),
      ),
  },
  {
    name: 'computed-argument-set',
    weight: 54,
    stage: 'validate',
    title:
      /^Value for unconfigurable attribute$|^Invalid or unknown key$|^Invalid Configuration for Read-Only Attribute$/,
    inject: (text, random) => {
      const resource = pick(resourcesIn(text), random);
      if (resource === undefined) return undefined;
      const line = pick(
        [
          'arn = "arn:aws:iam::123456789012:resource/main"',
          'owner_id = "123456789012"',
          'id = "main"',
          'unique_id = "AIDA1"',
          'tags_all = { Name = "main" }',
          'endpoint = "main.local"',
          'url = "https://main.local"',
        ],
        random,
      );
      return withLine(text, resource.end, `  ${line}`, '}');
    },
  },
  {
    name: 'conflicting-arguments',
    weight: 89,
    stage: 'validate',
    title: /^Conflicting configuration arguments$|^Invalid combination of arguments$|^Invalid Attribute Combination$/,
    inject: (text, random) =>
      changeArgument(
        text,
        random,
        ({ name }) => name in RIVALS,
        ({ name, value }) => [
          `${name} = ${value}`,
          `${RIVALS[name]} = ${value.startsWith('"') ? value.replace(/"$/, '-"') : value}`,
        ],
      ),
  },
  {
    name: 'block-as-list',
    weight: 120,
    stage: 'validate',
    title: /^Unsupported argument$|^Insufficient .* blocks$|^Incorrect attribute value type$/,
    inject: (text, random) => {
      const block = pick(nestedBlocksIn(text), random);
      return block === undefined ? undefined : withLine(text, block.start, `${block.indent}${block.type} = {`);
    },
  },
  {
    name: 'invented-data-source',
    weight: 45,
    stage: 'validate',
    title: /^Invalid data source$/,
    inject: (text, random) => {
      const name = pick(
        ['aws_default_region', 'aws_vpc_list', 'aws_account', 'azurerm_region', 'google_region_info'],
        random,
      );
      const prefix = resourcesIn(text)[0]?.labels[0]?.split('_')[0];
      return name?.startsWith(`${prefix}_`) ? `${text.trimEnd()}\n\ndata "${name}" "current" {}\n` : undefined;
    },
  },
];

/** Arguments that often take one of a few words, and those that often have a form. */
const CHOICE = /(type|mode|class|protocol|statistic|tier|policy|mutability|status|action|engine|acl|operator|data)$/;
const FORMED = /(name|arn|cidr|cidr_block|bucket|path|identifier|expression|policy|key|id|alias|zone|window|domain)$/;

const META = new Set(['count', 'for_each', 'provider', 'depends_on', 'lifecycle', 'tags', 'labels']);

const INVENTED = [
  'enabled = true',
  'encryption = "AES256"',
  'versioning = true',
  'region_name = "us-east-1"',
  'description_text = "Managed by Terraform"',
  'public_access = false',
  'auto_scaling = true',
  'logging_enabled = true',
  'resource_group = "main"',
  'encrypted_at_rest = true',
  'monitoring_enabled = true',
  'tag = "production"',
  'environment_name = "production"',
  'retention_days = 30',
  'high_availability = true',
];

const INVENTED_BLOCKS: readonly (readonly [string, string])[] = [
  ['encryption_settings', 'enabled = true'],
  ['tag', 'key = "Name"'],
  ['monitoring_options', 'enabled = true'],
  ['access_policy_rule', 'effect = "Allow"'],
  ['backup_settings', 'retention = 7'],
  ['logging_options', 'level = "INFO"'],
];

/** Arguments that may not stand beside each other. */
const RIVALS: Readonly<Record<string, string>> = {
  name: 'name_prefix',
  bucket: 'bucket_prefix',
  key_name: 'key_name_prefix',
  cluster_identifier: 'cluster_identifier_prefix',
  identifier: 'identifier_prefix',
  cidr_block: 'ipv4_ipam_pool_id',
};

function renamed(name: string, random: () => number): string {
  const forms = [
    `${name}_name`,
    `${name}s`,
    name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()),
    `${name}_value`,
    name.replace(/^[a-z]+_/, ''),
  ];
  return (
    pick(
      forms.filter((form) => form !== name),
      random,
    ) ?? `${name}s`
  );
}
