/** What a configuration may ask for before the walk refuses it: a reward must answer in bounded time, whatever a model wrote. */
export const LIMITS = {
  /** Instances of one resource, module call or import block. */
  instancesPerObject: 10_000,
  /** Resource instances in a whole plan. */
  resourceInstances: 100_000,
  /** Module instances in a whole plan. */
  moduleInstances: 10_000,
  /** Blocks that one `dynamic` block may generate. */
  dynamicBlocks: 10_000,
} as const;
