export type { Constraint } from '../agent/index.ts';
export { blocksOf } from './blocks.ts';
export { grammarFor } from './constraint.ts';
export { contextOf } from './context.ts';
export { type AgentOptions, type Generation, generate, mutate, repair } from './generate.ts';
export { createTools, type ToolOptions, type Tools } from './tools.ts';
