/** Where a candidate stands, by what the journal says of it. */
import type { Files } from '../pairs/pair.ts';
import type { Candidate } from './gather/gather.ts';
import type { Journal } from './journal.ts';

export type Stand =
  | { readonly kind: 'unverified' }
  /** Passes up to the plan. */
  | {
      readonly kind: 'sound';
      readonly files: Files;
      readonly counts: Readonly<Record<string, number>>;
      /** Answers that its repair took; 0 where nothing was to be mended. */
      readonly mendedIn: number;
    }
  | {
      readonly kind: 'broken';
      readonly files: Files;
      readonly stage: string;
      readonly certificate: string;
      /** What has not been tried yet. */
      readonly next: 'repair-validate' | 'repair-plan' | undefined;
    };

export function standOf({ id, files: original }: Candidate, journal: Journal): Stand {
  let entry = journal.find(id, 'verify');
  if (entry === undefined) return { kind: 'unverified' };
  let files = original;
  let mendedIn = 0;
  while (entry.failed !== undefined) {
    const step = repairFor(entry.failed);
    const repair = step === undefined ? undefined : journal.find(id, step);
    const { failed: stage, certificate = '' } = entry;
    if (repair?.outcome !== 'passed') {
      const next = step !== undefined && repair === undefined ? step : undefined;
      return { kind: 'broken', files, stage, certificate, next };
    }
    files = repair.files ?? files;
    mendedIn += repair.rounds;
    entry = repair;
  }
  return { kind: 'sound', files, counts: entry.counts ?? {}, mendedIn };
}

/** A plan that creates nothing is what its author wanted. */
function repairFor(failed: string): 'repair-validate' | 'repair-plan' | undefined {
  if (failed === 'init' || failed === 'validate') return 'repair-validate';
  return failed === 'plan' ? 'repair-plan' : undefined;
}
