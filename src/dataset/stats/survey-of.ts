import { existsSync, statSync } from 'node:fs';
import type { RowProblem } from '../instance.ts';
import { DatasetError, streamDataset } from '../load.ts';
import { holdsPairs, readPairs } from '../pairs/read-pairs.ts';
import { createSurveyor, type Survey } from './survey.ts';

export interface SurveyOptions {
  /** Whether near-duplicates are counted: it takes most of the time. */
  readonly likeness: boolean;
  readonly onRow?: () => void;
  readonly onProblem?: (problem: RowProblem) => void;
}

/** Of instances or pairs, by name or path; rows are read one at a time. Throws DatasetError. */
export async function surveyOf(name: string, { likeness, onRow, onProblem }: SurveyOptions): Promise<Survey> {
  const { survey, addInstance, addPair } = createSurveyor({ likeness });
  if (existsSync(name) && statSync(name).isFile() && holdsPairs(name)) {
    for await (const pair of readPairs(name)) {
      addPair(pair);
      onRow?.();
    }
  } else {
    for await (const instance of streamDataset(name, onProblem)) {
      addInstance(instance);
      onRow?.();
    }
  }
  if (survey.rows === 0)
    throw new DatasetError(`${name} holds no rows that can be read; terrasmith data check says why`);
  return survey;
}
