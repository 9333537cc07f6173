/** The model card of a run: what was trained on what, how, for how long, and what came of it; only what was measured. */
import { basename } from 'node:path';
import { type MetricRow, secondsOf, seriesOf, tokensOf } from './metrics.ts';
import type { TrainingRun } from './training-run.ts';

export interface Picture {
  readonly file: string;
  readonly title: string;
}

export function modelCard(run: TrainingRun, metrics: readonly MetricRow[], pictures: readonly Picture[]): string {
  const shown = pictures.map(({ file, title }) => `![${title}](${file})`);
  return `${[
    `# ${basename(run.model)}, ${NAMES[run.method]}`,
    introduction(run),
    '## What was run',
    table(facts(run, metrics)),
    '## Settings',
    table(Object.entries(run.settings.recipe).map(([name, value]) => [name, String(value)])),
    ...(shown.length === 0 ? [] : ['## Curves', ...shown]),
    '## Use',
    usage(run),
  ].join('\n\n')}\n`;
}

const NAMES = {
  sft: 'supervised fine-tuning',
  dpo: 'direct preference optimisation',
  grpo: 'GRPO with the verifier as reward',
} as const;

function introduction({ settings, method }: TrainingRun): string {
  const kind = settings.recipe.tuning === 'full' ? 'All weights were trained' : 'A LoRA adapter';
  const from = settings.adapter === undefined ? '' : ` It goes on from the adapter ${basename(settings.adapter)}.`;
  const reward =
    method === 'grpo' ? ` The reward is ${settings.reward ?? 'terraformer/1'}, asked for every answer.` : '';
  return `${kind} for writing Terraform, made with \`terrasmith train ${method}\`.${from}${reward} The licence of the base model holds for it too.`;
}

function facts(run: TrainingRun, metrics: readonly MetricRow[]): [string, string][] {
  const losses = seriesOf(metrics, 'loss');
  const rewards = seriesOf(metrics, 'reward');
  const tokens = tokensOf(metrics);
  return [
    ['base model', basename(run.model)],
    ['data', `${basename(run.data.name)}, ${run.data.rows} rows, sha256 ${run.data.sha256.slice(0, 16)}…`],
    ['seed', String(run.settings.seed)],
    ['steps', String(metrics.at(-1)?.step ?? 0)],
    ...(tokens === undefined ? [] : [['tokens', String(Math.round(tokens))] as [string, string]]),
    ['minutes of training', (secondsOf(metrics) / 60).toFixed(1)],
    ['processes', String(run.processes)],
    ...firstAndLast('loss', losses),
    ...firstAndLast('reward', rewards),
    ...(run.end === undefined ? [] : [['most memory', `${run.end.max_rss_mb} MB`] as [string, string]]),
    ['packages', run.packages.join(', ')],
    ['terrasmith', run.terrasmith],
  ];
}

/** Means over the first and the last tenth of the steps: single steps jump about. */
function firstAndLast(name: string, points: readonly (readonly [number, number])[]): [string, string][] {
  if (points.length === 0) return [];
  const few = Math.max(1, Math.floor(points.length / 10));
  const mean = (part: typeof points) => part.reduce((sum, [, value]) => sum + value, 0) / part.length;
  return [
    [
      `${name}, first and last tenth`,
      `${mean(points.slice(0, few)).toFixed(3)} → ${mean(points.slice(-few)).toFixed(3)}`,
    ],
  ];
}

function usage({ end, settings }: TrainingRun): string {
  const file = end?.written.adapter_gguf ?? end?.written.model_gguf;
  if (file === undefined)
    return 'The trained weights are in `adapter/` or `model/`, in the layout of PEFT and Transformers.';
  const prompt =
    settings.system_prompt === ''
      ? ''
      : ` It was trained with the system message \`${settings.system_prompt}\`, which the file carries.`;
  return `\`${file}\` loads in llama.cpp and in \`terrasmith\` as \`--model local/BASE.gguf+${file}\`.${prompt}`;
}

function table(rows: readonly (readonly [string, string])[]): string {
  return [
    '| | |',
    '| --- | --- |',
    ...rows.map(([name, value]) => `| ${name} | ${value.replaceAll('|', '\\|')} |`),
  ].join('\n');
}
