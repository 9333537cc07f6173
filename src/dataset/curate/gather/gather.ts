/** The stages that need neither a verifier nor a model: what is found is filtered, concatenated and freed of duplicates. */
import { createHash } from 'node:crypto';
import { createNeighbours, signatureOf } from '../../likeness/index.ts';
import type { Files } from '../../pairs/pair.ts';
import type { Exclusion } from '../../synth/exclusion.ts';
import type { Repository } from '../source/repository.ts';
import { concatenated } from './concatenate.ts';
import { type FilterOptions, reasonAgainst } from './filter.ts';
import { withInputs } from './inputs.ts';
import { modulesOf } from './module.ts';

/** A configuration that goes on to be verified. */
export interface Candidate {
  /** Of its content: equal configurations have equal ones. */
  readonly id: string;
  readonly repository: string;
  readonly path: string;
  readonly license?: string;
  /** Modules that its repository holds. */
  readonly siblings: number;
  /** Inputs whose values nobody gave; absent where there are none. */
  readonly invented?: readonly string[];
  readonly files: Files;
}

export interface GatherOptions extends FilterOptions {
  readonly format: (text: string) => string;
  /** From 0 to 1: what is at least this like an earlier one is left out; 1 leaves out only what is equal. */
  readonly likeness: number;
  /** Whether inputs that nobody gives a value get one. */
  readonly inputs: boolean;
  /** The benchmarks that must stay unseen. */
  readonly exclusion: Exclusion | undefined;
}

export interface Gathered {
  repositories: number;
  modules: number;
  /** Left out by the filter, by reason. */
  readonly filtered: Record<string, number>;
  duplicates: number;
  nearDuplicates: number;
  /** Like a task of a benchmark. */
  excluded: number;
  candidates: number;
  /** Candidates with values made up for their inputs. */
  completed: number;
}

export const nothingGathered = (): Gathered => ({
  repositories: 0,
  modules: 0,
  filtered: {},
  duplicates: 0,
  nearDuplicates: 0,
  excluded: 0,
  candidates: 0,
  completed: 0,
});

/** Counts in `gathered` as it goes. */
export async function* gather(
  repositories: AsyncIterable<Repository>,
  options: GatherOptions,
  gathered: Gathered,
): AsyncGenerator<Candidate> {
  const seen = new Set<string>();
  const known = createNeighbours();
  for await (const repository of repositories) {
    gathered.repositories++;
    for (const { foreignModules, ...found } of modulesOf(repository)) {
      gathered.modules++;
      const reason = reasonAgainst({ foreignModules, ...found }, options);
      if (reason !== undefined) {
        gathered.filtered[reason] = (gathered.filtered[reason] ?? 0) + 1;
        continue;
      }
      const { license, ...rest } = found;
      const plain = concatenated(found.files, options.format);
      const { files, invented } = options.inputs ? withInputs(plain, options.format) : { files: plain, invented: [] };
      const candidate = {
        id: idOf(files),
        ...rest,
        ...(invented.length === 0 ? {} : { invented }),
        files,
        ...(license === undefined ? {} : { license }),
      };
      if (!isNew(candidate)) continue;
      gathered.candidates++;
      if (invented.length > 0) gathered.completed++;
      yield candidate;
    }
  }

  function isNew({ id, files }: Candidate): boolean {
    const signature = signatureOf(textOfCandidate(files));
    if (seen.has(id)) gathered.duplicates++;
    else if (options.likeness < 1 && known.has(signature, options.likeness)) gathered.nearDuplicates++;
    else if (options.exclusion?.excludes(NO_PROMPT, signature)) gathered.excluded++;
    else {
      seen.add(id);
      known.add(signature);
      return true;
    }
    seen.add(id);
    return false;
  }
}

/** No task's prompt is like it. */
const NO_PROMPT = signatureOf('');

/** What configurations are compared by. */
export const textOfCandidate = (files: Files): string => Object.values(files).join('\n');

function idOf(files: Files): string {
  return createHash('sha256')
    .update(JSON.stringify(Object.entries(files).sort()))
    .digest('hex')
    .slice(0, 16);
}
