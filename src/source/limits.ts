/**
 * Every bound on what a configuration or a policy may ask for, in one place. Texts come from models: whatever they ask for,
 * an answer must come in bounded time and memory, and exceeding a bound is a diagnostic that names it. The defaults lie far
 * above what people write. `docs/limits.md` says what each is for; a test keeps it in step with this table.
 */
export interface Limits {
  /** UTF-16 units of one configuration file. */
  maxSourceLength: number;
  /** Levels to which brackets, blocks, operators and templates may nest in a text. */
  maxNesting: number;
  /** Sub-expressions that one evaluation may visit, iterations of `for` included. */
  maxEvaluationSteps: number;
  /** Levels of an evaluation: the text's own nesting, and templates that functions render within it. */
  maxEvaluationDepth: number;
  /** UTF-16 units of one string, made by a template or a function. */
  maxStringLength: number;
  /** UTF-16 units that all templates of one evaluation, and all functions that make long texts, may make together. */
  maxTemplateOutput: number;
  /** Values in one value as a tree; what it holds twice counts twice. */
  maxValueSize: number;
  /** Elements of one list, set, tuple or map that a function builds. */
  maxElements: number;
  /** Characters of a regular expression times characters of the text it is matched against. */
  maxSearchWork: number;
  /** Largest decimal exponent of a number, written or computed. */
  maxDecimalExponent: number;
  /** Nesting of values, and of JSON, YAML and MessagePack documents. */
  maxDepth: number;
  /** Highest cost that `bcrypt` accepts; each step doubles the work. */
  maxBcryptCost: number;
  /** Modules in the tree of a configuration. */
  maxModules: number;
  /** Levels of that tree. */
  maxModuleDepth: number;
  /** Instances of one resource, module call or import block. */
  maxInstancesPerObject: number;
  /** Resource instances in a whole plan. */
  maxResourceInstances: number;
  /** Module instances in a whole plan. */
  maxModuleInstances: number;
  /** Blocks that one `dynamic` block may generate. */
  maxDynamicBlocks: number;
  /** Messages of one stage that a verdict holds. */
  maxDiagnostics: number;
  /** Files in a folder that is read. */
  maxFiles: number;
  /** Bytes of all files in a folder that is read. */
  maxBytes: number;
  /** Evaluations of rules and functions, and elements iterated, that one policy may need. */
  maxPolicySteps: number;
  /** Levels of nested evaluations of rules and functions in a policy. */
  maxPolicyDepth: number;
  /** Milliseconds that one policy may take. */
  maxPolicyMilliseconds: number;
}

export type LimitName = keyof Limits;

export const limits: Limits = {
  maxSourceLength: 4_000_000,
  maxNesting: 400,
  maxEvaluationSteps: 2_000_000,
  maxEvaluationDepth: 2_000,
  maxStringLength: 16 * 1024 * 1024,
  maxTemplateOutput: 64_000_000,
  maxValueSize: 1_000_000,
  maxElements: 1_000_000,
  maxSearchWork: 20_000_000,
  maxDecimalExponent: 100_000,
  maxDepth: 1_000,
  maxBcryptCost: 12,
  maxModules: 1_000,
  maxModuleDepth: 100,
  maxInstancesPerObject: 10_000,
  maxResourceInstances: 30_000,
  maxModuleInstances: 10_000,
  maxDynamicBlocks: 10_000,
  maxDiagnostics: 1_000,
  maxFiles: 20_000,
  maxBytes: 256 * 1024 * 1024,
  maxPolicySteps: 50_000_000,
  maxPolicyDepth: 800,
  maxPolicyMilliseconds: 10_000,
};

/** For the whole process. Throws a RangeError for a name that there is not, or a value that is no positive whole number. */
export function setLimits(changes: Partial<Limits>): void {
  for (const [name, value] of Object.entries(changes)) {
    if (!Object.hasOwn(limits, name)) {
      throw new RangeError(`there is no limit ${name}; there are ${Object.keys(limits).join(', ')}`);
    }
    if (!Number.isSafeInteger(value) || value < 1)
      throw new RangeError(`the limit ${name} takes a whole number from 1`);
  }
  Object.assign(limits, changes);
}
