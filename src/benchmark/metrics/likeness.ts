/** How much an answer is like the reference, by parts. */
import type { CodeBleu } from './code-bleu/index.ts';
import type { Metric } from './metric.ts';

export const codeBleu = part(
  'code_bleu',
  'CodeBLEU',
  'Likeness to the reference as IaC-DPO measures it. As in the published implementation, a data-flow match of 0 counts as 1.',
);

export const codeBleuParts: readonly Metric[] = [
  part('ngram', 'n-gram', 'CodeBLEU: runs of up to four tokens that the reference has too.'),
  part('weighted_ngram', 'weighted n-gram', 'CodeBLEU: the same of the reference, where = { } count less.'),
  part('syntax', 'syntax tree', 'CodeBLEU: sub-trees of the reference that the answer has too.'),
  part('data_flow', 'data flow', 'CodeBLEU: references between blocks that the answer has too.'),
];

function part(name: keyof CodeBleu, title: string, about: string): Metric {
  return {
    name,
    title,
    about,
    unit: 'share',
    better: 'higher',
    measure: (sample) => sample.code_bleu?.[name] ?? null,
  };
}
