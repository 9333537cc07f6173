/** A sample of synthesised tasks against the real provider. The sample is small; `SYNTH_SAMPLE=200` takes a larger one. */
import { expect, test } from 'vitest';
import { librariesOf, type WeightedLibrary } from '../../src/dataset/synth/patterns/index.ts';
import { makeCandidate } from '../../src/dataset/synth/row.ts';
import { executableForTests } from '../../src/provider/executable/executable-for-tests.ts';
import { createVerifier } from '../../src/verify/index.ts';

const SAMPLE = Number(process.env.SYNTH_SAMPLE ?? 15);
const aws = executableForTests('hashicorp/aws');

test.skipIf(aws === undefined)(
  `${SAMPLE} tasks on AWS pass validate and plan of the real provider`,
  async () => {
    const [library] = librariesOf({ aws: 1 })[0] as WeightedLibrary;
    const verifier = await createVerifier({ engine: 'attached' });
    const failed: string[] = [];
    for (let number = 0; number < SAMPLE; number++) {
      const { instance } = makeCandidate(library, 2026, number);
      const { instance_id: id, gold_solution: files = {}, policy = '' } = instance;
      const { stages } = await verifier.verify({ id, files, policy });
      const stage = stages.find(({ status }) => status !== 'passed');
      if (stage !== undefined)
        failed.push(`${id} ${stage.stage}: ${stage.diagnostics[0]?.summary} ${stage.diagnostics[0]?.detail}`);
    }
    await verifier.close();
    expect(failed.length, failed.join('\n')).toBeLessThanOrEqual(0.02 * SAMPLE);
  },
  600_000,
);
