export { blocksOf } from './blocks.ts';
export { type AgentOptions, type Generation, generate, mutate, repair } from './generate.ts';
export { createTools, type ToolOptions, type Tools } from './tools.ts';
