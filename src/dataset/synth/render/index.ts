export { asLabel, labelsOf } from './addresses.ts';
export type { Parameter } from './parameters.ts';
export { type Files, renderIntent } from './render.ts';
export { chooseStyle, type Style } from './style.ts';
