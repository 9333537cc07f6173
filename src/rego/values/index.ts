export * from './json.ts';
export * from './number.ts';
export * from './text.ts';
export * from './value.ts';
