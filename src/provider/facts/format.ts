/**
 * Facts: what a provider knows beyond its schema, as data. They lie in packs (lines `facts-resource.NAME`,
 * `facts-data.NAME`, `facts-provider`), are written by hand or by `terrasmith provider learn`, and are read by one small
 * interpreter: `check.ts` for validation, `plan.ts` for planning.
 *
 * A **path** names a place in the schema: names joined by dots, indices left out (`filter.exists` speaks of that argument
 * in every `filter` block); a last step `*` means each element of a list, set or map of primitives (`subnet_ids.*`).
 * A null value, and a block that is not there, satisfies every check of its value; so does an unknown one.
 *
 * A **template** (title, detail) is the provider's text with these holes:
 *   {path}      `filter.0.exists`, as SDKv2 prints a place
 *   {steps}     `filter[0].exists`, as the plugin framework prints it; in a set, the block's index in the text's order
 *   {name}      the last step alone
 *   {value}     the value as Go prints it with %v          {quoted}  with %q    {float}  with %f
 *   {lower}     the value in lower case
 *   {values}    the value set in Go's form `["a" "b"]`      {plain}   the value set without quotes: `[a b]`
 *   {min} {max} the bounds of a range or length            {length}  of the value, in the check's unit
 *   {reason}    what a format's parser says, such as `arn: invalid prefix`
 *   {paths}     the members of a group, `a,b`               {given}   those of them that are set
 *   {arg:NAME}  what the argument NAME of the resource is set to
 *   {lines}     the members of a group, one a line, indented by no blank
 * and `{{` for a literal brace. A title may hold newlines.
 */

/** A JSON scalar as facts hold them; numbers are written as JSON numbers. */
export type Scalar = string | number | boolean;

export interface ResourceFacts {
  readonly checks?: readonly Check[];
  readonly plan?: PlanFacts;
  /** Data sources: what reading says where the cloud refuses the credentials. Absent: reading needs no cloud, or it is not known. */
  readonly read?: { readonly title: string; readonly detail?: string };
  /** Data sources that look up a table: the answer by region (the configuration's `region`, else the provider's). */
  readonly regional?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export type Check = ValueCheck | GroupCheck;

interface CheckBase {
  readonly path: string;
  readonly title: string;
  readonly detail?: string;
  /** Default `error`. */
  readonly severity?: 'error' | 'warning';
  /** When the provider makes the check: at validate and again at plan (default), or only at plan (its CustomizeDiff). */
  readonly phase?: 'plan';
  /** All of these must hold, else the check is not made. */
  readonly when?: readonly Condition[];
  /** Where the diagnostic points, if not at the value itself: true = at the resource as a whole. */
  readonly whole?: true;
}

/** What must hold elsewhere. Paths resolve beside the check's own: shared leading blocks are the same element. */
export type Condition =
  | { readonly path: string; readonly equals: readonly Scalar[] }
  | { readonly path: string; readonly differs: readonly Scalar[] }
  | { readonly path: string; readonly set: boolean };

export type ValueCheck = CheckBase & Test;

/** A test of one value. */
export type Test =
  | { readonly is: 'oneOf'; readonly values: readonly Scalar[]; readonly ignoreCase?: true }
  | { readonly is: 'noneOf'; readonly values: readonly Scalar[]; readonly ignoreCase?: true }
  /** RE2 syntax, unanchored as Go's MatchString; `not`: must not match. */
  | { readonly is: 'pattern'; readonly pattern: string; readonly not?: true }
  /** Default unit: bytes of UTF-8, which is what Go's `len` counts. */
  | { readonly is: 'length'; readonly min?: number; readonly max?: number; readonly unit?: 'characters' }
  | { readonly is: 'range'; readonly min?: number; readonly max?: number; readonly multipleOf?: number }
  /** Elements of a list, set or map, or blocks of a type. */
  | { readonly is: 'count'; readonly min?: number; readonly max?: number }
  | { readonly is: 'format'; readonly format: Format }
  /** Of an address block such as `10.0.0.0/16`: 16. What is no address block passes. */
  | { readonly is: 'prefix-length'; readonly min: number; readonly max: number }
  /** Fails whenever the value is set (with `when`: "cannot be set when …"). `nonZero`: and not "", 0, false or empty. */
  | { readonly is: 'unset'; readonly nonZero?: true }
  /** Fails where the value is null (with `when`: "is required when …"). The parent block must be there. */
  | { readonly is: 'set' }
  /** Passes if one alternative passes; else every alternative reports its own message, or this check's own if `title` is not empty. */
  | {
      readonly is: 'any';
      readonly alternatives: readonly (Test & { readonly title: string; readonly detail?: string })[];
    };

/**
 * A rule over several arguments, reported at `path` (the one that declares it; a rule that each member declares is one
 * fact for each). Evaluated once for each block that holds `path`. Counting is SDKv2's: null and absent blocks are unset;
 * an unknown member satisfies `exactlyOneOf`/`atLeastOneOf` and does not conflict.
 */
export type GroupCheck = CheckBase & {
  /**
   * conflictsWith: while `path` is set none of `paths` may be. requiredWith: while `path` is set all must be.
   * exactlyOneOf / atLeastOneOf: of `paths` (`path` is one of them only if listed). atMostOneOf: likewise.
   */
  readonly is: 'conflictsWith' | 'requiredWith' | 'exactlyOneOf' | 'atLeastOneOf' | 'atMostOneOf';
  readonly paths: readonly string[];
  /** The title where more than one is set, if it differs from the title where none is. */
  readonly titleMany?: string;
  readonly detailMany?: string;
};

/** Named parsers of text; `formats.ts` holds them. */
export type Format =
  | 'arn'
  | 'account-id'
  | 'region'
  | 'json'
  | 'json-object'
  | 'iam-policy'
  | 'yaml'
  | 'json-or-yaml'
  | 'rfc3339'
  | 'cidr'
  | 'cidr-network'
  | 'ipv4-cidr'
  | 'ipv4-cidr-network'
  | 'ipv6-cidr'
  | 'ipv6-cidr-network'
  // Of address blocks alone: of the other family, and with bits set that belong to hosts (the reason: the block that was meant).
  | 'ipv4-family'
  | 'ipv6-family'
  | 'host-bits'
  | 'ipv4-host-bits'
  | 'ipv6-host-bits'
  | 'ip'
  | 'ipv4'
  | 'ipv6'
  | 'url'
  | 'url-http'
  | 'url-https'
  // The parts of the three above: no host where there is some text; with a host, another scheme than HTTP's or HTTPS's.
  | 'url-host'
  | 'scheme-http'
  | 'scheme-https'
  | 'base64'
  | 'uuid'
  | 'duration'
  | 'boolean'
  | 'integer'
  | 'number'
  | 'time-window'
  | 'weekly-window'
  | 'regular-expression'
  | 'not-empty'
  | 'not-white-space';

/** How the provider plans a create, where the schema alone does not say (computed and unset = unknown; else null). */
export interface PlanFacts {
  /** Planned where unset: defaults. Inside blocks, for each block. `when` as in checks. */
  readonly defaults?: readonly {
    readonly path: string;
    readonly value: Scalar | null | readonly Scalar[] | Readonly<Record<string, Scalar>>;
    readonly when?: readonly Condition[];
  }[];
  /** Computed, yet planned as null where unset. */
  readonly nulls?: readonly string[];
  /** Unset blocks and computed collections that are planned empty rather than unknown. */
  readonly empties?: readonly string[];
  /** Planned as unknown where unset, although the schema does not call them computed: nested blocks that the provider fills in. */
  readonly unknowns?: readonly string[];
  /** Rewritten while planning. */
  readonly normalise?: readonly { readonly path: string; readonly as: Normalisation }[];
  /** Planned as if unset: what the service does anyway. */
  readonly suppressed?: readonly {
    readonly path: string;
    readonly values: readonly Scalar[];
    readonly when?: readonly Condition[];
  }[];
  /** A change of these replaces the resource. */
  readonly forceNew?: readonly string[];
}

/** json: compact with sorted keys; policy-json: likewise, with the version moved to the beginning. */
export type Normalisation =
  | 'json'
  | 'policy-json'
  | 'lowercase'
  | 'uppercase'
  | 'trim-dot'
  | 'trim-slash'
  | 'base64'
  | 'sha1';
