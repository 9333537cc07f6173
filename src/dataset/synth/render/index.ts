export { type Files, renderIntent } from './render.ts';
export { chooseStyle, type Style } from './style.ts';
