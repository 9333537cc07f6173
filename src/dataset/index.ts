export { bundledFolder, bundledSets } from './bundled.ts';
export { createDataset, type Dataset } from './dataset.ts';
export {
  DIFFICULTIES,
  type Difficulty,
  formatRowProblem,
  type Instance,
  parseInstance,
  type Row,
  type RowProblem,
} from './instance.ts';
export { DatasetError, loadDataset, streamDataset } from './load.ts';
