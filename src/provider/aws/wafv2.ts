/**
 * Rules of web ACLs and rule groups: their statements hold each other to a depth that no table of paths reaches, so what is refused
 * is told by the block that an argument stands in, or by its name alone.
 */
import { elementsOf, entriesOf, isWhollyKnown, type Value } from '../../cty/index.ts';
import { parseFormat } from '../facts/index.ts';

/** Given the value and where it stands, as `rule.0.statement.0.rate_based_statement.0.limit`: a title, or undefined. */
type Check = (value: Value, path: string) => string | undefined;

/** The titles of what is wrong in the rules; nothing where something in them is not known, as the SDK has it. */
export function ruleErrors(config: Value): readonly string[] {
  const rules = config.state === 'known' ? entriesOf(config).get('rule') : undefined;
  if (rules?.state !== 'known' || !isWhollyKnown(rules)) return [];
  return [...errorsIn(rules, 'rule', 'rule')];
}

function* errorsIn(value: Value, name: string, path: string): Generator<string> {
  if (value.state !== 'known') return;
  if (value.type.kind !== 'object') {
    if (Array.isArray(value.data))
      for (const [index, element] of elementsOf(value).entries()) yield* errorsIn(element, name, `${path}.${index}`);
    return;
  }
  for (const [attribute, member] of entriesOf(value)) {
    const place = `${path}.${attribute}`;
    const check = CHECKS[`${name}.${attribute}`] ?? CHECKS[attribute];
    const title = member.state === 'known' ? check?.(member, place) : undefined;
    if (title !== undefined) yield title;
    yield* errorsIn(member, attribute, place);
  }
}

const oneOf =
  (values: string): Check =>
  ({ data }, path) =>
    values.split(' ').includes(data as string)
      ? undefined
      : `expected ${path.slice(path.lastIndexOf('.') + 1)} to be one of ["${values.replaceAll(' ', '" "')}"], got ${data}`;

const numberOneOf =
  (values: string): Check =>
  ({ data }, path) =>
    values.split(' ').includes(String(data)) ? undefined : `expected ${path} to be one of [${values}], got ${data}`;

const between =
  (least: number, most: number): Check =>
  ({ data }, path) =>
    Number(data) >= least && Number(data) <= most
      ? undefined
      : `expected ${path} to be in the range (${least} - ${most}), got ${data}`;

const length =
  (least: number, most: number): Check =>
  ({ data }, path) => {
    const bytes = Buffer.byteLength(data as string);
    return bytes >= least && bytes <= most
      ? undefined
      : `expected length of ${path} to be in the range (${least} - ${most}), got ${data}`;
  };

const pattern =
  (wanted: RegExp, words: string): Check =>
  ({ data }, path) =>
    wanted.test(data as string) ? undefined : `invalid value for ${path} (${words})`;

const arn: Check = ({ data }, path) => {
  const reason = parseFormat('arn', data as string);
  return reason === undefined ? undefined : `"${path}" (${data}) is an invalid ARN: ${reason}`;
};

const atLeastOne: Check = ({ data }) =>
  Array.isArray(data) && data.length === 0 ? 'Not enough list items' : undefined;

const TRANSFORMATIONS =
  'NONE COMPRESS_WHITE_SPACE HTML_ENTITY_DECODE LOWERCASE CMD_LINE URL_DECODE BASE64_DECODE HEX_DECODE MD5 REPLACE_COMMENTS ' +
  'ESCAPE_SEQ_DECODE SQL_HEX_DECODE CSS_DECODE JS_DECODE NORMALIZE_PATH NORMALIZE_PATH_WIN REMOVE_NULLS REPLACE_NULLS ' +
  'BASE64_DECODE_EXT URL_DECODE_UNI UTF8_TO_UNICODE';

const CHECKS: Readonly<Record<string, Check>> = {
  aggregate_key_type: oneOf('IP FORWARDED_IP CUSTOM_KEYS CONSTANT'),
  comparison_operator: oneOf('EQ NE LE LT GE GT'),
  fallback_behavior: oneOf('MATCH NO_MATCH'),
  inspection_level: oneOf('COMMON TARGETED'),
  invalid_fallback_behavior: oneOf('MATCH NO_MATCH EVALUATE_AS_STRING'),
  match_scope: oneOf('ALL KEY VALUE'),
  oversize_handling: oneOf('CONTINUE MATCH NO_MATCH'),
  position: oneOf('FIRST LAST ANY'),
  positional_constraint: oneOf('EXACTLY STARTS_WITH ENDS_WITH CONTAINS CONTAINS_WORD'),
  sensitivity_level: oneOf('LOW HIGH'),
  'text_transformation.type': oneOf(TRANSFORMATIONS),
  'label_match_statement.scope': oneOf('LABEL NAMESPACE'),
  'rate_based_statement.limit': between(10, 2_000_000_000),
  'rate_based_statement.evaluation_window_sec': numberOneOf('60 120 300 600'),
  'size_constraint_statement.size': between(0, 2_147_483_647),
  'byte_match_statement.search_string': length(1, 200),
  'regex_match_statement.regex_string': length(1, 512),
  'managed_rule_group_statement.name': length(1, 128),
  'single_header.name': pattern(
    /^[0-9a-z_-]+$/,
    'must contain only lowercase alphanumeric characters, underscores, and hyphens',
  ),
  'label_match_statement.key': pattern(
    /^[\w:-]+$/,
    'must contain only alphanumeric, underscore, hyphen, and colon characters',
  ),
  'ip_set_reference_statement.arn': arn,
  'regex_pattern_set_reference_statement.arn': arn,
  'rule_group_reference_statement.arn': arn,
  'geo_match_statement.country_codes': atLeastOne,
};
