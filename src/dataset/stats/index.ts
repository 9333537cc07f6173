export { type Card, cardOf } from './card.ts';
export { binsOf, type Summary, summaryOf } from './histogram.ts';
export type { Counts, Survey } from './survey.ts';
export { surveyOf } from './survey-of.ts';
