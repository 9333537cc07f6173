/**
 * A part made from a pack: what a type requires, with values that its facts allow and references by the names of its
 * arguments. Nothing where something required has no sensible value that we know of.
 */
import { isCollection, type Type } from '../../../cty/index.ts';
import type { AttributeSchema, BlockSchema } from '../../../provider/index.ts';
import { withArticle } from '../english.ts';
import { type Arguments, block, type Facet, facet, facets, type Part, type Spec, type Special } from '../part.ts';
import { hyphenated, pascal, tagged, underscored } from '../patterns/shared.ts';
import type { Check, Knowledge, TypeKnowledge } from './knowledge.ts';
import { isNameable, nounOf, wordsOf } from './nouns.ts';
import { referenceFor } from './references.ts';
import { nameForms, numberValues, stringValues } from './values.ts';

export interface DerivedPart {
  readonly part: Part;
  /** Types that it refers to and that need parts of their own. */
  readonly needs: readonly string[];
}

interface Draft {
  readonly about: TypeKnowledge;
  readonly knowledge: Knowledge;
  readonly facets: Facet[];
  readonly always: Record<string, Spec>;
  readonly needs: string[];
  readonly taken: Set<string>;
}

const MOST_OPTIONAL = 10;
/** Texts that are documents, or secrets, or mean something elsewhere that we cannot know. */
const OBSCURE =
  /policy|document|definition|template|json|body|content|script|secret|password|private_key|token|certificate/;

/** Types that are no things one asks for: settings of an account, consents, memberships, lists; and names in the plural. */
const UNASKED =
  /^aws_(default|main|account|organizations|connect|ssoadmin)_|_(accepter|exclusive|registration|enrollment|state|status|recorder_status|invitation|preference|upload|organization_\w+|task_set|in_group|set_instance|block_public_access|by_default|console_access|attachments_exclusive)(_|$)|[^su]s$/;

export function partOfType(type: string, knowledge: Knowledge): DerivedPart | undefined {
  const about = knowledge.type(type);
  if (about === undefined || about.block.deprecated || !isNameable(type) || UNASKED.test(type)) return undefined;
  const draft: Draft = {
    about,
    knowledge,
    facets: [],
    always: {},
    needs: [],
    taken: new Set(['id', 'region', 'timeouts']),
  };
  const name = nameOf(draft);
  if (name === undefined && about.block.attributes.get('name')?.required === true) return undefined;
  if (name !== undefined) draft.taken.add(name[0]);
  if (!addRequired(draft, about.block, '') || !addChoices(draft)) return undefined;
  addOptional(draft);
  const noun = nounOf(type);
  return {
    part: {
      type,
      noun,
      ...(name === undefined ? {} : { name }),
      root: 0.12,
      always: draft.always,
      facets: draft.facets,
      needed: [withArticle(noun)],
      most: 3,
    },
    needs: draft.needs,
  };
}

/** The argument that carries the name, and the forms that the facts allow. */
function nameOf({ about }: Draft): readonly [string, ...string[]] | undefined {
  const last = about.type.split('_').at(-1) ?? 'resource';
  const all = [...hyphenated(last), ...underscored(last), ...pascal('')];
  for (const argument of ['name', `${last}_name`, `${last}_identifier`, `${last}_id`, 'identifier']) {
    const attribute = about.block.attributes.get(argument);
    if (attribute === undefined || !(attribute.required || attribute.optional) || !isString(attribute.type)) continue;
    const checks = about.checksAt(argument);
    if (checks.some(({ is }) => is === 'oneOf')) continue;
    const forms = nameForms(all, checks);
    const hyphens = forms.filter((form) => hyphenated(last).includes(form));
    const chosen = hyphens.length > 2 ? hyphens : forms;
    if (chosen.length > 0) return [argument, ...chosen];
  }
  return undefined;
}

/** False where something required cannot be filled in. */
function addRequired(draft: Draft, { attributes, blocks }: BlockSchema, prefix: string): boolean {
  for (const [name, attribute] of attributes) {
    if (
      attribute.required &&
      !(prefix === '' && draft.taken.has(name)) &&
      !addAttribute(draft, prefix, name, attribute, true)
    )
      return false;
  }
  for (const [name, nested] of blocks) {
    if (nested.minItems === 0) continue;
    if (prefix === '') draft.taken.add(name);
    if (nested.minItems > 1 || nested.nesting === 'map' || prefix.split('.').length > 2) return false;
    const empty = [...nested.block.attributes.values()].every(({ required }) => !required);
    if (empty) draft.always[`${prefix}${name}`] = block({});
    if (!addRequired(draft, nested.block, `${prefix}${name}.`)) return false;
  }
  return true;
}

/** One of the arguments that at least one, or exactly one, of is demanded. */
function addChoices(draft: Draft): boolean {
  const { about, taken } = draft;
  for (const { is, path, paths = [] } of about.checks) {
    if (is !== 'exactlyOneOf' && is !== 'atLeastOneOf') continue;
    const all = [...new Set([...(path === undefined ? [] : [path]), ...paths])];
    if (all.some((each) => each.includes('.') || draft.taken.has(each))) {
      for (const each of all) taken.add(each);
      continue;
    }
    const chosen = all.find((each) => {
      const attribute = about.block.attributes.get(each);
      return attribute !== undefined && addAttribute(draft, '', each, attribute, true);
    });
    if (chosen === undefined) return false;
    for (const each of all) taken.add(each);
  }
  return true;
}

/** Options that no rule ties to others. */
function addOptional(draft: Draft): void {
  const { about, taken } = draft;
  const tied = new Set(
    about.checks.filter(({ paths }) => paths !== undefined).flatMap(({ path, paths = [] }) => [path, ...paths]),
  );
  let added = 0;
  for (const [name, attribute] of about.block.attributes) {
    if (!attribute.optional || attribute.deprecated || attribute.writeOnly || taken.has(name) || tied.has(name))
      continue;
    if (name.endsWith('_prefix') || name.startsWith('tags') || attribute.sensitive || added >= MOST_OPTIONAL) continue;
    if (isReferenceLike(name) || isCollection(attribute.type)) continue;
    if (addAttribute(draft, '', name, attribute, false)) added++;
  }
  if (about.block.attributes.get('tags')?.optional === true) draft.facets.push(...tagged());
}

const isReferenceLike = (name: string) => /(_id|_ids|_arn|_arns|_name)$/.test(name);

function addAttribute(
  draft: Draft,
  prefix: string,
  name: string,
  attribute: AttributeSchema,
  required: boolean,
): boolean {
  const { about, knowledge, taken } = draft;
  const path = `${prefix}${name}`;
  if (prefix === '') taken.add(name);
  const isList = isCollection(attribute.type);
  const checks = about.checksAt(path);
  const referred =
    required && (isList || isString(attribute.type)) ? referenceFor(about.type, name, isList, knowledge) : undefined;
  if (referred !== undefined) {
    draft.always[path] = referred.value as Special;
    if (referred.type !== undefined) draft.needs.push(referred.type);
    return true;
  }
  if (
    attribute.sensitive ||
    attribute.nested !== undefined ||
    (required && OBSCURE.test(name) && !checks.some(({ is }) => is === 'oneOf'))
  )
    return false;
  const facetOf = facetFor(name, path, prefix, attribute.type, checks, required);
  if (facetOf === undefined) return false;
  draft.facets.push(facetOf);
  return true;
}

function facetFor(
  name: string,
  path: string,
  prefix: string,
  type: Type,
  checks: readonly Check[],
  required: boolean,
): Facet | undefined {
  const place = prefix === '' ? '' : ` in its ${wordsOf(prefix.split('.').slice(-2)[0] ?? '')}`;
  const words = wordsOf(name);
  const options = required ? { required: true as const } : {};
  const valued = {
    with: [`${words} {v}${place}`, `the ${words} {v}${place}`, `its ${words} set to {v}${place}`],
    it: [`has the ${words} {v}${place}`, `uses the ${words} {v}${place}`],
  };
  if (type.kind === 'bool') {
    const spoken = {
      with: [`${words} set to true${place}`, `${words} switched on${place}`],
      it: [`has ${words} switched on${place}`],
    };
    return facet(path, [true], { ...spoken, ...options });
  }
  if (type.kind === 'number') {
    const values = numberValues(name, checks);
    return values === undefined ? undefined : facet(path, values, { ...valued, ...options });
  }
  if (isString(type)) {
    const values = stringValues(name, checks);
    const quoted = values?.some((value) => value.includes('{') || value.includes(' ')) === true;
    const spoken = quoted ? { with: [`the ${words} "{v}"${place}`], it: [`has the ${words} "{v}"${place}`] } : valued;
    return values === undefined ? undefined : facet(path, values, { ...spoken, ...options });
  }
  return listFacet(name, path, type, checks, valued, options);
}

function listFacet(
  name: string,
  path: string,
  type: Type,
  checks: readonly Check[],
  words: Pick<Facet, 'with' | 'it'>,
  options: { required?: true },
): Facet | undefined {
  if (type.kind !== 'list' && type.kind !== 'set') return undefined;
  if (!isString(type.element)) return undefined;
  const values = stringValues(name, checks) ?? stringValues(name.replace(/s$/, ''), checks);
  const set: Arguments = { [path]: ['{v}'] };
  return values === undefined ? undefined : facets(set, values, { ...words, ...options });
}

const isString = (type: Type) => type.kind === 'string';
