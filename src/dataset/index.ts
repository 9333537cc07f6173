export { bundledFolder, bundledSets } from './bundled.ts';
export {
  type CurateModels,
  type CurateOptions,
  type CurateProgress,
  type Curation,
  curate,
} from './curate/curate.ts';
export { CurateError } from './curate/folder.ts';
export { type YieldRow, yieldTable } from './curate/yield.ts';
export { createDataset, type Dataset } from './dataset.ts';
export { TRAINING_SYSTEM_PROMPT } from './export/chat.ts';
export { type ExportOptions, exportDataset } from './export/export-dataset.ts';
export { type DpoRow, dpoRow, type GrpoRow, grpoRow, type SftRow, sftRow } from './export/rows.ts';
export {
  DIFFICULTIES,
  type Difficulty,
  formatRowProblem,
  type Instance,
  parseInstance,
  type Row,
  type RowProblem,
} from './instance.ts';
export { splitWithoutLeaks } from './leaks/index.ts';
export { DatasetError, loadDataset, streamDataset } from './load.ts';
export { ERROR_MODES, type ErrorMode } from './pairs/errors/index.ts';
export { type PairCounts, type PairOptions, pairCounts, pairsOf } from './pairs/make-pairs.ts';
export type { Pair } from './pairs/pair.ts';
export { holdsPairs, readPairs } from './pairs/read-pairs.ts';
export { readDrafts, recordedPairs } from './pairs/recorded-pairs.ts';
export { binsOf, type Card, cardOf, type Survey, summaryOf, surveyOf } from './stats/index.ts';
export { appendingTo, readEarlier, SynthFileError } from './synth/output-file.ts';
export { createPartPerformer } from './synth/parts.ts';
export { SYNTH_PROVIDERS } from './synth/patterns/index.ts';
export { type EarlierRow, type Shard, type SynthOptions, synthesise } from './synth/synthesise.ts';
export { nearDuplicateRate, type Tally } from './synth/tally.ts';
export { brokenVariants, counted, renamedAndReversed, type Variant } from './variants/index.ts';
