/** How models, instances and their places are called in the report. */
import type { Outcome } from '../outcome.ts';
import type { ModelSummary } from '../summary.ts';

const COLOURS = ['#2f6fde', '#d9822b', '#2d9d78', '#a854c7', '#c23b5a', '#6b7a90', '#8a7a12', '#0f8ea8'];
export const colourOf = (index: number) => COLOURS[index % COLOURS.length] as string;

/** The model's name without what all share, with the strategy where several ran. */
export function nameOf({ model, strategy }: Pick<ModelSummary, 'model' | 'strategy'>, models: readonly ModelSummary[]) {
  const short = withoutShared(model, models);
  return new Set(models.map((each) => each.strategy)).size > 1 ? `${short} · ${strategy}` : short;
}

/** `replay/a/very/long/path.jsonl#model` is the model where all come from that file. */
function withoutShared(model: string, models: readonly ModelSummary[]): string {
  const mark = model.lastIndexOf('#');
  if (mark < 0) return model;
  const path = model.slice(0, mark + 1);
  return models.every((each) => each.model.startsWith(path) || !each.model.startsWith('replay/'))
    ? model.slice(mark + 1)
    : model;
}

export const scoreText = ({ score }: Outcome) => (score === null ? 'none' : score.toFixed(2));

export function classOf({ passed, score }: Outcome): string {
  if (score === null) return 'none';
  if (passed) return 'pass';
  return score >= 0.5 ? 'part' : 'fail';
}

/** Keeps both ends: names of models and paths differ at either. */
export function shorten(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length / 2 - 1)}…${text.slice(-(length / 2 - 1))}`;
}
