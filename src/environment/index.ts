export { blocksOf } from './blocks.ts';
export { createTools, type ToolOptions, type Tools } from './tools.ts';
