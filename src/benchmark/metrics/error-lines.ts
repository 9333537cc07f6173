import type { Metric } from './metric.ts';

export const errorLines: Metric = {
  name: 'error_lines',
  title: 'error lines',
  unit: 'count',
  better: 'lower',
  about:
    'Lines that init and validate flag with an error or a warning, each once (IaC-DPO). Answers without files have none.',
  measure({ answer, verdict }) {
    if (answer !== 'files') return null;
    const stages = verdict.stages.filter(({ stage }) => stage === 'init' || stage === 'validate');
    const places = stages.flatMap(({ diagnostics }) => diagnostics.filter(({ line }) => line !== null));
    return new Set(places.map(({ file, line }) => `${file}:${line}`)).size;
  },
};
